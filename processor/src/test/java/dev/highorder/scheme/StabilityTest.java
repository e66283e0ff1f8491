package dev.highorder.scheme;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.highorder.Scheme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StabilityTest {

  /** Real stability intervals as textbooks print them, and row sums computed by hand. */
  @ParameterizedTest
  @CsvSource({
    "EULER, 0, 2",
    "MIDPOINT, 0.5, 2",
    "HEUN2, 1, 2",
    "KUTTA3, 3, 2.5127",
    "RK4, 1, 2.7853",
    "RK4_38, 3, 2.7853",
    "DORMAND_PRINCE5, 24.6621, 3.3066"
  })
  void agreesWithTextbooks(Scheme scheme, double largestRowSum, double realInterval) {
    Stability stability = Stability.of(ButcherTableau.of(scheme));

    assertEquals(largestRowSum, stability.largestRowSum(), 1e-4);
    assertEquals(realInterval, stability.realInterval(), 1e-4);
  }

  /** R of every four-stage method of order 4 is the exponential series, cut off. */
  @Test
  void polynomialOfRk4IsTheExponentialSeries() {
    assertArrayEquals(
        new double[] {1, 1, 1.0 / 2, 1.0 / 6, 1.0 / 24},
        Stability.polynomial(ButcherTableau.of(Scheme.RK4)),
        1e-15);
  }
}
