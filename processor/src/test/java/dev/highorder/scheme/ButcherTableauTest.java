package dev.highorder.scheme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.highorder.Scheme;
import java.util.List;
import org.junit.jupiter.api.Test;

class ButcherTableauTest {

  private static final ExactNumber HALF = ExactNumber.parse("1/2");

  @Test
  void refusesRowsOfAnotherLength() {
    assertFault(
        "The row of stage 2 has 0 coefficients, but an explicit scheme has 1 there. Write one for each earlier stage, 0 included.",
        List.of(List.of(), List.of()),
        List.of(HALF, HALF));
    assertFault(
        "The row of stage 3 has 1 coefficient, but an explicit scheme has 2 there. Write one for each earlier stage, 0 included.",
        List.of(List.of(), List.of(HALF), List.of(HALF)),
        List.of(HALF, HALF, HALF));
  }

  @Test
  void refusesAnotherNumberOfWeights() {
    assertFault(
        "There are rows for 2 stages, but 1 weight. Write one row for each stage, then the weights.",
        List.of(List.of(), List.of(HALF)),
        List.of(HALF));
    assertFault(
        "There are no weights b. Write a last row with a weight for each stage.",
        List.of(),
        List.of());
  }

  @Test
  void refusesAStageThatNobodyUses() {
    assertFault(
        "Neither a later stage nor the output uses k2. Leave that stage out.",
        List.of(List.of(), List.of(HALF)),
        List.of(ExactNumber.ONE, ExactNumber.ZERO));
  }

  private static void assertFault(String message, List<List<ExactNumber>> a, List<ExactNumber> b) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> new ButcherTableau(a, b));
    assertEquals(message, e.getMessage());
  }

  /** RK4 costs "6 more multiplications and 3 additions" than four Euler blocks (the paper, 2.5). */
  @Test
  void countsTheOperationsOfRk4() {
    ButcherTableau rk4 = ButcherTableau.of(Scheme.RK4);

    assertEquals(6, rk4.multiplications());
    assertEquals(4 + 3, rk4.additions());
    assertEquals("1/2; 0 1/2; 0 0 1 | 1/6 1/3 1/3 1/6", rk4.toString());
  }

  @Test
  void spellsItsFormulas() {
    assertEquals(
        List.of(
            "k1 = F1(x)",
            "k2 = F2(x + 1/2 k1)",
            "k3 = F3(x + (-1/2+1/2*sqrt(2)) k1 + (1-1/2*sqrt(2)) k2)",
            "k4 = F4(x + (-1/2*sqrt(2)) k2 + (1+1/2*sqrt(2)) k3)",
            "y = x + 1/6 k1 + (1/3-1/6*sqrt(2)) k2 + (1/3+1/6*sqrt(2)) k3 + 1/6 k4"),
        ButcherTableau.of(Scheme.GILL4).formulas());
    assertEquals(
        List.of(
            "k1 = F1(x)",
            "k2 = F2(x + 1/3 k1)",
            "k3 = F3(x - 1/3 k1 + k2)",
            "k4 = F4(x + k1 - k2 + k3)",
            "y = x + 1/8 k1 + 3/8 k2 + 3/8 k3 + 1/8 k4"),
        ButcherTableau.of(Scheme.RK4_38).formulas());
  }
}
