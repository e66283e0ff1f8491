package dev.highorder.demo.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.Scheme;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** The steps of generated blocks on logistic growth are those of the textbook's formulas. */
class SchemeStepsTest {

  private static double slope(double y) {
    return 3 * y * (1 - y);
  }

  private static SchemeSteps.Row row(List<SchemeSteps.Row> rows, Scheme scheme) {
    return rows.stream().filter(row -> row.scheme() == scheme).findFirst().orElseThrow();
  }

  private static void assertSteps(SchemeSteps.Row row, DoubleUnaryOperator step) {
    double y = 0.1;
    for (double state : row.states()) {
      assertEquals(y, state, 1e-12);
      y = step.applyAsDouble(y);
    }
  }

  @Test
  void eulersStepsAreLines() {
    SchemeSteps.Row euler = row(SchemeSteps.ofEqualSteps(4), Scheme.EULER);

    assertEquals(List.of(0.0, 0.5, 1.0, 1.5, 2.0), euler.times());
    assertSteps(euler, y -> y + 0.5 * slope(y));
  }

  @Test
  void midpointStepsTakeTheSlopeInTheMiddle() {
    SchemeSteps.Row midpoint = row(SchemeSteps.ofEqualSteps(4), Scheme.MIDPOINT);

    assertEquals(8, midpoint.evaluations());
    assertSteps(midpoint, y -> y + 0.5 * slope(y + 0.25 * slope(y)));
  }

  /** The derivative of the solution is the slope, by a difference quotient. */
  @Test
  void theSolutionSolvesTheProblem() {
    double h = 1e-5;
    for (double t = 0.1; t < 2; t += 0.3) {
      double derivative = (SchemeSteps.solution(t + h) - SchemeSteps.solution(t - h)) / (2 * h);
      assertEquals(slope(SchemeSteps.solution(t)), derivative, 1e-8);
    }
    assertEquals(0.1, SchemeSteps.solution(0), 1e-15);
  }

  @Test
  void ofEqualCostHigherOrdersAreCloser() {
    List<SchemeSteps.Row> rows = SchemeSteps.ofEqualCost(28);

    rows.forEach(row -> assertEquals(28, row.evaluations()));
    assertTrue(row(rows, Scheme.MIDPOINT).error() < row(rows, Scheme.EULER).error());
    assertTrue(row(rows, Scheme.RK4).error() < row(rows, Scheme.MIDPOINT).error());
  }
}
