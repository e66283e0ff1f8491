package dev.highorder.demo.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * Surfaces of positive values, seen from above: a square for each, with one logarithmic scale of
 * colour for all of them and contours that divide every power of ten into five parts.
 */
public final class SurfaceChart {

  private static final int COLUMNS = 4;
  private static final int SIDE = 176;
  private static final int GAP = 18;
  private static final int CAPTION = 34;
  private static final int CELLS = 24;
  private static final int SCALE_HEIGHT = 14;
  private static final int SCALE_SPACE = 62;
  private static final int SHADES = 60;

  /** Without it, the joints of cells shine through. */
  private static final double OVERLAP = 0.4;

  private static final double CONTOURS_OF_DECADE = 5;

  /** A scale whose lightness grows evenly, from dark blue over green to yellow. */
  private static final Color[] SCALE = {
    new Color(0x33, 0x1B, 0x5A),
    new Color(0x31, 0x50, 0x8A),
    new Color(0x20, 0x80, 0x8B),
    new Color(0x3A, 0xB0, 0x78),
    new Color(0xA5, 0xD5, 0x4A),
    new Color(0xFD, 0xE9, 0x60)
  };

  private final String title;
  private final List<Surface> surfaces = new ArrayList<>();

  private record Surface(String name, String note, List<List<Double>> logarithms) {}

  /** Begins a chart with its title. */
  public SurfaceChart(String title) {
    this.title = title;
  }

  /**
   * Adds a surface.
   *
   * @param name its name, above the square
   * @param note a second line, such as the range
   * @param values positive values by row, the lowest row first, then by column
   */
  public SurfaceChart surface(String name, String note, List<List<Double>> values) {
    List<List<Double>> logarithms =
        values.stream().map(row -> row.stream().map(Math::log10).toList()).toList();
    surfaces.add(new Surface(name, note, logarithms));
    return this;
  }

  private double lowest() {
    return Math.floor(values().min().orElse(0) * CONTOURS_OF_DECADE) / CONTOURS_OF_DECADE;
  }

  private double highest() {
    return Math.ceil(values().max().orElse(1) * CONTOURS_OF_DECADE) / CONTOURS_OF_DECADE;
  }

  private DoubleStream values() {
    return surfaces.stream()
        .flatMap(surface -> surface.logarithms().stream())
        .flatMap(List::stream)
        .mapToDouble(Double::doubleValue);
  }

  /**
   * Draws the chart.
   *
   * @param id is unique in the page
   * @param description the content in a sentence
   */
  public SvgChart svg(String id, String description) {
    int rows = (surfaces.size() + COLUMNS - 1) / COLUMNS;
    int width = COLUMNS * (SIDE + GAP) + GAP;
    int height = rows * (SIDE + CAPTION + GAP) + SCALE_SPACE;
    return SvgChart.of(id, title, description, this::draw, width, height);
  }

  private void draw(Graphics2D graphics) {
    graphics.setFont(Look.plain());
    double low = lowest();
    double high = Math.max(highest(), low + 1 / CONTOURS_OF_DECADE);
    for (int i = 0; i < surfaces.size(); i++) {
      int x = GAP + i % COLUMNS * (SIDE + GAP);
      int y = i / COLUMNS * (SIDE + CAPTION + GAP) + CAPTION;
      draw(graphics, surfaces.get(i), x, y, low, high);
    }
    int rows = (surfaces.size() + COLUMNS - 1) / COLUMNS;
    drawScale(graphics, rows * (SIDE + CAPTION + GAP) + GAP, low, high);
  }

  private static void draw(
      Graphics2D graphics, Surface surface, int x, int y, double low, double high) {
    graphics.setColor(Palette.INK);
    graphics.drawString(surface.name(), x, y - 20);
    graphics.drawString(surface.note(), x, y - 5);
    double[][] grid = refined(surface.logarithms());
    double cell = (double) SIDE / CELLS;
    for (int row = 0; row < CELLS; row++) {
      int from = 0;
      for (int column = 1; column <= CELLS; column++) {
        int shade = shade(grid, row, from, low, high);
        if (column == CELLS || shade(grid, row, column, low, high) != shade) {
          graphics.setColor(colour((shade + 0.5) / SHADES));
          graphics.fill(
              new Rectangle2D.Double(
                  x + from * cell,
                  y + (CELLS - 1 - row) * cell,
                  (column - from) * cell + OVERLAP,
                  cell + OVERLAP));
          from = column;
        }
      }
    }
    graphics.setStroke(new BasicStroke(1));
    graphics.setColor(Color.WHITE);
    Path2D path = new Path2D.Double();
    for (double level = low; level <= high; level += 1 / CONTOURS_OF_DECADE) {
      for (Line2D line : Contours.of(grid, level)) {
        path.moveTo(x + line.getX1() * cell, y + SIDE - line.getY1() * cell);
        path.lineTo(x + line.getX2() * cell, y + SIDE - line.getY2() * cell);
      }
    }
    graphics.draw(path);
  }

  private static int shade(double[][] grid, int row, int column, double low, double high) {
    double middle =
        (grid[row][column]
                + grid[row][column + 1]
                + grid[row + 1][column]
                + grid[row + 1][column + 1])
            / 4;
    return (int) Math.min(SHADES - 1.0, SHADES * (middle - low) / (high - low));
  }

  /** Returns bilinear interpolations at the corners of the cells. */
  private static double[][] refined(List<List<Double>> values) {
    double[][] grid = new double[CELLS + 1][CELLS + 1];
    for (int row = 0; row <= CELLS; row++) {
      for (int column = 0; column <= CELLS; column++) {
        grid[row][column] =
            at(
                values,
                (values.size() - 1.0) * row / CELLS,
                (values.get(0).size() - 1.0) * column / CELLS);
      }
    }
    return grid;
  }

  private static double at(List<List<Double>> values, double row, double column) {
    int r = (int) Math.min(row, values.size() - 2.0);
    int c = (int) Math.min(column, values.get(0).size() - 2.0);
    double below = between(values.get(r), c, column - c);
    return below + (row - r) * (between(values.get(r + 1), c, column - c) - below);
  }

  private static double between(List<Double> row, int column, double share) {
    return row.get(column) + share * (row.get(column + 1) - row.get(column));
  }

  private static Color colour(double share) {
    double place = Math.max(0, Math.min(1, share)) * (SCALE.length - 1);
    int from = (int) Math.min(place, SCALE.length - 2.0);
    double rest = place - from;
    Color a = SCALE[from];
    Color b = SCALE[from + 1];
    return new Color(
        (int) Math.round(a.getRed() + rest * (b.getRed() - a.getRed())),
        (int) Math.round(a.getGreen() + rest * (b.getGreen() - a.getGreen())),
        (int) Math.round(a.getBlue() + rest * (b.getBlue() - a.getBlue())));
  }

  private static void drawScale(Graphics2D graphics, int y, double low, double high) {
    int width = COLUMNS * (SIDE + GAP) - GAP;
    double step = (double) width / SHADES;
    for (int i = 0; i < SHADES; i++) {
      graphics.setColor(colour((i + 0.5) / SHADES));
      graphics.fill(new Rectangle2D.Double(GAP + i * step, y, step + OVERLAP, SCALE_HEIGHT));
    }
    graphics.setColor(Palette.INK);
    FontMetrics metrics = graphics.getFontMetrics();
    double levels = (high - low) * CONTOURS_OF_DECADE;
    double stride = Math.max(1, Math.ceil(levels / 10)) / CONTOURS_OF_DECADE;
    for (double level = low; level <= high + 1e-9; level += stride) {
      float x = (float) (GAP + width * (level - low) / (high - low));
      String text =
          ShortNumber.of(
              Double.parseDouble(String.format(Locale.ROOT, "%.1e", Math.pow(10, level))));
      graphics.drawString(text, x - metrics.stringWidth(text) / 2f, y + SCALE_HEIGHT + 16f);
    }
  }
}
