package dev.highorder.demo.chart;

import dev.highorder.demo.statistics.MeanInterval;
import java.awt.BasicStroke;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/**
 * A row of dots for each group of results: every run is a dot, and above them are their mean and
 * its 95% interval.
 */
public final class DotChart {

  private static final int WIDTH = 760;
  private static final int ROW = 38;
  private static final int REST = 96;
  private static final double DOT = 7;
  private static final double MEAN = 9;
  private static final double LIFT = 0.24;
  private static final float LINE = 2;

  private final String title;
  private final String label;
  private final List<Row> rows = new ArrayList<>();
  private boolean isLogarithmic;
  private Double marked;

  private record Row(String name, List<Double> values) {}

  /**
   * Begins a chart.
   *
   * @param title the title; it may be empty
   * @param label the label of the values, with the unit
   */
  public DotChart(String title, String label) {
    this.title = title;
    this.label = label;
  }

  /** Makes the axis of values logarithmic. */
  public DotChart logarithmic() {
    isLogarithmic = true;
    return this;
  }

  /** Draws a line through all rows at a value, such as 0 for differences. */
  public DotChart marked(double value) {
    marked = value;
    return this;
  }

  /** Adds a row, below the earlier ones; without values it stays empty. */
  public DotChart row(String name, List<Double> values) {
    rows.add(new Row(name, List.copyOf(values)));
    return this;
  }

  JFreeChart chart() {
    XYPlot plot = new XYPlot();
    ValueAxis values = Look.axis(label, isLogarithmic, false);
    SymbolAxis names = new SymbolAxis(null, rows.stream().map(Row::name).toArray(String[]::new));
    names.setInverted(true);
    names.setGridBandsVisible(false);
    names.setRange(-0.6, rows.size() - 0.4);
    plot.setDomainAxis(values);
    plot.setRangeAxis(names);
    plot.setDataset(0, dots());
    plot.setRenderer(0, dotRenderer());
    plot.setDataset(1, means());
    plot.setRenderer(1, meanRenderer());
    if (values instanceof NumberAxis axis) {
      axis.setAutoRangeIncludesZero(false);
    }
    if (marked != null) {
      plot.addDomainMarker(new ValueMarker(marked, Palette.INK, new BasicStroke(1)));
    }
    return Look.chart(title, plot, false);
  }

  private XYSeriesCollection dots() {
    XYSeriesCollection data = new XYSeriesCollection();
    for (int row = 0; row < rows.size(); row++) {
      XYSeries series = new XYSeries(row, false, true);
      for (double value : rows.get(row).values()) {
        series.add(value, row + LIFT / 2);
      }
      data.addSeries(series);
    }
    return data;
  }

  private XYLineAndShapeRenderer dotRenderer() {
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(false, true);
    for (int row = 0; row < rows.size(); row++) {
      renderer.setSeriesPaint(row, Palette.colour(row));
      renderer.setSeriesShape(row, Look.dot(DOT));
      renderer.setSeriesShapesFilled(row, false);
      renderer.setSeriesOutlineStroke(row, new BasicStroke(LINE));
    }
    return renderer;
  }

  private XYIntervalSeriesCollection means() {
    XYIntervalSeriesCollection data = new XYIntervalSeriesCollection();
    for (int row = 0; row < rows.size(); row++) {
      XYIntervalSeries series = new XYIntervalSeries(row, false, true);
      if (!rows.get(row).values().isEmpty()) {
        MeanInterval interval = MeanInterval.of(rows.get(row).values());
        boolean isSingle = Double.isNaN(interval.halfWidth());
        double lower = isSingle ? interval.mean() : interval.lower();
        double upper = isSingle ? interval.mean() : interval.upper();
        double y = row - LIFT;
        double from = isLogarithmic && lower <= 0 ? interval.mean() : lower;
        series.add(interval.mean(), from, upper, y, y, y);
      }
      data.addSeries(series);
    }
    return data;
  }

  private XYErrorRenderer meanRenderer() {
    XYErrorRenderer renderer = new XYErrorRenderer();
    renderer.setDrawYError(false);
    renderer.setErrorStroke(new BasicStroke(LINE));
    for (int row = 0; row < rows.size(); row++) {
      renderer.setSeriesPaint(row, Palette.colour(row));
      renderer.setSeriesShape(row, Look.dot(MEAN));
      renderer.setSeriesShapesFilled(row, true);
    }
    return renderer;
  }

  /**
   * Draws the chart.
   *
   * @param id is unique in the page
   * @param description the content in a sentence
   */
  public SvgChart svg(String id, String description) {
    return SvgChart.of(
        id,
        title.isEmpty() ? label : title,
        description,
        chart(),
        WIDTH,
        REST + ROW * rows.size() + (title.isEmpty() ? 0 : ROW));
  }
}
