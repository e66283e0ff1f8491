package dev.highorder.scheme;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.highorder.Scheme;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FormulaWiringTest {

  @Test
  void areTheSchemesWithoutATableau() {
    assertEquals(
        Arrays.stream(Scheme.values())
            .filter(scheme -> scheme.tableau().isEmpty())
            .map(Scheme::name)
            .toList(),
        Arrays.stream(FormulaWiring.values()).map(FormulaWiring::name).toList());
  }

  @ParameterizedTest
  @EnumSource
  void theRuntimeHasTheBaseClass(FormulaWiring wiring) {
    assertDoesNotThrow(() -> Class.forName("dev.highorder.stack." + wiring.baseClass()));
  }

  /** Counted in the formulas by hand; x and p are alive where a block reads the one before. */
  @ParameterizedTest
  @CsvSource({
    "REVNET, 2, 1, 1",
    "POLYNET2, 2, 2, 1",
    "POLYNET3, 3, 3, 1",
    "POLYNET_2WAY, 2, 2, 1",
    "POLYNET_3WAY, 3, 3, 2",
    "LM_RESNET, 1, 3, 2",
    "LEAPFROG, 1, 3, 2"
  })
  void counts(FormulaWiring wiring, int stages, int additions, int liveTensors) {
    assertEquals(
        List.of(stages, additions, liveTensors),
        List.of(wiring.stages(), wiring.additions(), wiring.liveTensors()));
  }
}
