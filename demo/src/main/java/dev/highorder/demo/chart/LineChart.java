package dev.highorder.demo.chart;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** Lines through points, such as the loss of several networks by training step. */
public final class LineChart {

  private static final int WIDTH = 760;
  private static final int HEIGHT = 420;
  private static final int LEGEND_ROW = 18;
  private static final int LEGEND_COLUMNS = 4;
  private static final double DOT = 6;
  private static final double RANGE_MARGIN = 0.05;

  private final String title;
  private final String xLabel;
  private final String yLabel;
  private final List<Line> lines = new ArrayList<>();
  private boolean hasLogarithmicX;
  private boolean hasLogarithmicY;
  private boolean hasDots;
  private boolean isFromLowest;
  private final Set<String> plain = new HashSet<>();
  private Double top;

  /** A line and its name; values that are not finite are left out. */
  private record Line(String name, List<Double> x, List<Double> y) {}

  /**
   * Begins a chart.
   *
   * @param title the title; it may be empty
   * @param xLabel the label of the horizontal axis, with the unit
   * @param yLabel the label of the vertical axis, with the unit
   */
  public LineChart(String title, String xLabel, String yLabel) {
    this.title = Objects.requireNonNull(title, "title");
    this.xLabel = xLabel;
    this.yLabel = yLabel;
  }

  /** Makes the horizontal axis logarithmic; only positive values are drawn. */
  public LineChart logarithmicX() {
    hasLogarithmicX = true;
    return this;
  }

  /** Makes the vertical axis logarithmic; only positive values are drawn. */
  public LineChart logarithmicY() {
    hasLogarithmicY = true;
    return this;
  }

  /** Begins the vertical axis at the lowest value, not at 0. */
  public LineChart fromLowest() {
    isFromLowest = true;
    return this;
  }

  /** Draws a line without dots. */
  public LineChart withoutDots(String name) {
    plain.add(name);
    return this;
  }

  /** Draws a dot at each point. */
  public LineChart dots() {
    hasDots = true;
    return this;
  }

  /** Cuts the chart off above a value, so that lines that leave it hide nothing. */
  public LineChart upTo(double value) {
    top = value;
    return this;
  }

  /** Adds a line with a name that no other line has. */
  public LineChart line(String name, List<Double> x, List<Double> y) {
    if (x.size() != y.size()) {
      throw new IllegalArgumentException(
          "The line %s has %s and %s values. Give as many of both."
              .formatted(name, x.size(), y.size()));
    }
    lines.add(new Line(name, List.copyOf(x), List.copyOf(y)));
    return this;
  }

  JFreeChart chart() {
    XYSeriesCollection data = new XYSeriesCollection();
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, hasDots);
    for (int i = 0; i < lines.size(); i++) {
      data.addSeries(series(lines.get(i)));
      renderer.setSeriesPaint(i, Palette.colour(i));
      renderer.setSeriesStroke(i, Palette.stroke(i));
      renderer.setSeriesShape(i, Look.dot(DOT));
      renderer.setSeriesShapesVisible(i, hasDots && !plain.contains(lines.get(i).name()));
    }
    renderer.setDrawSeriesLineAsPath(true);
    ValueAxis y = Look.axis(yLabel, hasLogarithmicY, !isFromLowest);
    XYPlot plot = new XYPlot(data, Look.axis(xLabel, hasLogarithmicX, false), y, renderer);
    if (top != null && data.getRangeUpperBound(false) > top) {
      double bottom = hasLogarithmicY ? data.getRangeLowerBound(false) : 0;
      y.setRange(Math.min(bottom, top / 2), top * (1 + RANGE_MARGIN));
    }
    return Look.chart(title, plot, lines.size() > 1);
  }

  private XYSeries series(Line line) {
    XYSeries series = new XYSeries(line.name(), false, true);
    for (int i = 0; i < line.x().size(); i++) {
      double x = line.x().get(i);
      double y = line.y().get(i);
      if (isDrawn(x, hasLogarithmicX) && isDrawn(y, hasLogarithmicY)) {
        series.add(x, y);
      }
    }
    return series;
  }

  private static boolean isDrawn(double value, boolean isLogarithmic) {
    return Double.isFinite(value) && value < Float.MAX_VALUE && !(isLogarithmic && value <= 0);
  }

  /**
   * Draws the chart.
   *
   * @param id is unique in the page
   * @param description the content in a sentence
   */
  public SvgChart svg(String id, String description) {
    int legend = LEGEND_ROW * ((lines.size() + LEGEND_COLUMNS - 1) / LEGEND_COLUMNS);
    return SvgChart.of(
        id, title.isEmpty() ? yLabel : title, description, chart(), WIDTH, HEIGHT + legend);
  }
}
