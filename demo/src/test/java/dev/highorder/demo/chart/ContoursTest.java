package dev.highorder.demo.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.geom.Line2D;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;

class ContoursTest {

  private static final int SIDE = 41;

  private static double[][] grid(DoubleBinaryOperator function) {
    double[][] grid = new double[SIDE][SIDE];
    for (int row = 0; row < SIDE; row++) {
      for (int column = 0; column < SIDE; column++) {
        grid[row][column] = function.applyAsDouble(column - 20, row - 20);
      }
    }
    return grid;
  }

  private static double length(List<Line2D> lines) {
    return lines.stream().mapToDouble(line -> line.getP1().distance(line.getP2())).sum();
  }

  @Test
  void aCircleHasItsCircumference() {
    List<Line2D> lines = Contours.of(grid((x, y) -> x * x + y * y), 15 * 15);
    assertEquals(2 * Math.PI * 15, length(lines), 0.2);
    for (Line2D line : lines) {
      assertEquals(15, line.getP1().distance(20, 20), 0.05);
    }
  }

  /** The contour of x y = 9 has two branches, which never meet. */
  @Test
  void bothBranchesOfAHyperbolaAreThere() {
    List<Line2D> lines = Contours.of(grid((x, y) -> x * y), 9);
    for (Line2D line : lines) {
      double x = line.getX1() - 20;
      double y = line.getY1() - 20;
      assertEquals(9, x * y, 0.5);
      assertTrue((line.getX1() - 20) * (line.getX2() - 20) > 0, "no line joins the branches");
    }
    assertTrue(lines.stream().anyMatch(line -> line.getX1() < 20));
    assertTrue(lines.stream().anyMatch(line -> line.getX1() > 20));
  }

  /** In a saddle the mean of the corners says which of them belong together. */
  @Test
  void aSaddleIsCutAroundTheCornersThatTheMiddleDoesNotJoin() {
    double[][] high = {{1, 0}, {0, 1}};
    for (Line2D line : Contours.of(high, 0.4)) {
      // The middle, 0.5, is above the contour: the low corners (1, 0) and (0, 1) are cut off.
      assertTrue(
          line.getX1() + line.getX2() > line.getY1() + line.getY2() + 0.5
              || line.getX1() + line.getX2() < line.getY1() + line.getY2() - 0.5);
    }
    assertEquals(2, Contours.of(high, 0.4).size());
  }

  @Test
  void aLevelThatNoValueReachesHasNoContour() {
    assertEquals(List.of(), Contours.of(grid((x, y) -> x), 100));
  }
}
