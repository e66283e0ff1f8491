package dev.highorder.scheme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.Scheme;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class OrderConditionsTest {

  /** The number of rooted trees of n vertices (OEIS A000081). */
  @Test
  void findsEveryRootedTreeOnce() {
    List<Integer> counts = List.of(1, 1, 2, 4, 9, 20, 48, 115, 286);
    List<OrderConditions.RootedTree> smaller = new ArrayList<>();
    for (int n = 1; n <= counts.size(); n++) {
      List<OrderConditions.RootedTree> trees = OrderConditions.RootedTree.ofOrder(n, smaller);
      smaller.addAll(trees);
      assertEquals(counts.get(n - 1), trees.size());
      assertEquals(trees.size(), trees.stream().distinct().count());
    }
  }

  /** The square of a row sum, which order 3 needs, has a root beyond all integers. */
  @Test
  void refusesRootsThatAreTooLarge() {
    assertNotProved("sqrt(999983)+sqrt(999979); 1/4 1/4; 0 0 1");
  }

  /** The sum of fractions without a common denominator is as long as all of them together. */
  @Test
  void refusesNumbersThatAreTooLong() {
    StringBuilder drawing = new StringBuilder();
    for (int stage = 2; stage <= 10; stage++) {
      drawing.append("0 ".repeat(stage - 1)).append(";");
    }
    for (int i = 1; i < 20; i += 2) {
      drawing.append(" 1/1%0600d".formatted(i));
    }
    assertNotProved(drawing + ";" + "0 ".repeat(10) + "1");
  }

  private static void assertNotProved(String drawing) {
    ButcherTableau tableau = TableauDrawing.parse(drawing).tableau();

    TableauException e = assertThrows(TableauException.class, () -> OrderConditions.order(tableau));

    assertTrue(e.getMessage().startsWith("Its order cannot be proved"), e.getMessage());
  }

  @ParameterizedTest
  @MethodSource("dev.highorder.Scheme#rungeKutta")
  void everySchemeHasTheOrderItClaims(Scheme scheme) {
    int claimed = scheme.tableau().orElseThrow().order();

    assertEquals(claimed, OrderConditions.order(ButcherTableau.of(scheme)));
  }

  /** Orders from the literature, and of tableaus that are wrong in a known way. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Heun                        | 1 | 1/2 1/2 | 2",
        "Kutta's third-order method  | 1/2; -1 2 | 1/6 2/3 1/6 | 3",
        "3/8 rule                    | 1/3; -1/3 1; 1 -1 1 | 1/8 3/8 3/8 1/8 | 4",
        "Gill | 1/2; (sqrt(2)-1)/2 (2-sqrt(2))/2; 0 -sqrt(2)/2 (2+sqrt(2))/2"
            + " | 1/6 (2-sqrt(2))/6 (2+sqrt(2))/6 1/6 | 4",
        "Kutta-Nystroem | 1/3; 4/25 6/25; 1/4 -3 15/4; 2/27 10/9 -50/81 8/81; 2/25 12/25 2/15 8/75 0"
            + " | 23/192 0 125/192 0 -27/64 125/192 | 5",
        "RK4 that returns x + k4     | 1/2; 0 1/2; 0 0 1 | 0 0 0 1 | 1",
        "weights that sum to 5/6     | 1/2 | 1/6 2/3 | 0"
      })
  void provesTheOrderOf(String name, String a, String b, int order) {
    assertEquals(order, OrderConditions.order(TableauDrawing.parse(a + ";" + b).tableau()), name);
  }
}
