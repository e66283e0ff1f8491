package dev.highorder.demo.chart;

import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.List;

/**
 * The lines along which a grid of values has a given value, by marching squares: each cell is cut
 * where its sides, interpolated linearly, cross the value.
 */
final class Contours {

  private Contours() {}

  /**
   * Returns the pieces of a contour.
   *
   * @param grid values by row, then by column; at least two of both
   * @param level the value
   * @return lines in units of cells: the first row and column are 0
   */
  static List<Line2D> of(double[][] grid, double level) {
    List<Line2D> lines = new ArrayList<>();
    for (int row = 0; row + 1 < grid.length; row++) {
      for (int column = 0; column + 1 < grid[row].length; column++) {
        addCell(lines, grid, row, column, level);
      }
    }
    return lines;
  }

  /** Adds the one or two lines of a cell; the corners go around it. */
  private static void addCell(
      List<Line2D> lines, double[][] grid, int row, int column, double level) {
    double[] values = {
      grid[row][column], grid[row][column + 1], grid[row + 1][column + 1], grid[row + 1][column]
    };
    int[] x = {column, column + 1, column + 1, column};
    int[] y = {row, row, row + 1, row + 1};
    List<double[]> crossings = new ArrayList<>();
    for (int from = 0; from < 4; from++) {
      int to = (from + 1) % 4;
      if (values[from] < level != values[to] < level) {
        double share = (level - values[from]) / (values[to] - values[from]);
        crossings.add(
            new double[] {
              x[from] + share * (x[to] - x[from]), y[from] + share * (y[to] - y[from])
            });
      }
    }
    if (crossings.size() == 4) {
      // A saddle: the middle says which corners belong together.
      boolean isMiddleBelow = (values[0] + values[1] + values[2] + values[3]) / 4 < level;
      boolean isFirstBelow = values[0] < level;
      int shift = isMiddleBelow == isFirstBelow ? 0 : 1;
      add(lines, crossings.get(shift), crossings.get(shift + 1));
      add(lines, crossings.get(shift + 2), crossings.get((shift + 3) % 4));
    } else if (crossings.size() == 2) {
      add(lines, crossings.get(0), crossings.get(1));
    }
  }

  private static void add(List<Line2D> lines, double[] from, double[] to) {
    lines.add(new Line2D.Double(from[0], from[1], to[0], to[1]));
  }
}
