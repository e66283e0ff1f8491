package dev.highorder.mxnet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class HostLoadTest {

  private static final List<String> TWO_CORES =
      List.of("cpu  76 0 12 900", "cpu0 40 0 6 450", "cpu1 36 0 6 450", "intr 4711");

  @Test
  void readsTheKernelsTables() {
    assertEquals(new HostLoad(1.73, 2), HostLoad.parse("1.73 2.16 2.63 3/310 4711", TWO_CORES));
  }

  @Test
  void halfOfTheCoresAreNotBusy() {
    assertFalse(HostLoad.parse("1.00 2.16 2.63 3/310 4711", TWO_CORES).isBusy());
    assertTrue(HostLoad.parse("1.01 0.16 0.63 3/310 4711", TWO_CORES).isBusy());
  }

  @Test
  void aMachineOfWhichNothingIsKnownIsQuiet() {
    assertFalse(HostLoad.parse("?", List.of()).isBusy());
  }
}
