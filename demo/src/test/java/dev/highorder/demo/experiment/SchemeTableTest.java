package dev.highorder.demo.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.highorder.Scheme;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Schemes solve equations as accurately as their order says; those of a tableau only in part. */
class SchemeTableTest {

  @ParameterizedTest
  @EnumSource(
      names = {
        "MIDPOINT",
        "RK4",
        "REVNET",
        "POLYNET2",
        "POLYNET3",
        "POLYNET_2WAY",
        "POLYNET_3WAY",
        "LM_RESNET",
        "LEAPFROG"
      })
  void observedOrderIsTheClaimedOne(Scheme scheme) {
    SchemeTable.Row row = SchemeTable.row(scheme);

    assertEquals(row.claimed(), row.observed(), 0.1);
  }
}
