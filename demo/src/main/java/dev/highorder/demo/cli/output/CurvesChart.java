package dev.highorder.demo.cli.output;

import dev.highorder.image.Canvas;
import dev.highorder.training.state.EpochResult;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A chart of a training run: loss, accuracy, learning rate and memory by epoch. */
public final class CurvesChart {

  private static final int WIDTH = 560;
  private static final int HEIGHT = 360;
  private static final Color BLUE = new Color(11, 105, 163);
  private static final Color RED = new Color(186, 37, 37);

  private CurvesChart() {}

  /**
   * Draws the curves.
   *
   * @param results at least one
   */
  public static BufferedImage of(List<EpochResult> results) {
    XYChart loss = chart("Loss", "");
    add(loss, "training", results, BLUE, r -> r.training().loss());
    add(loss, "validation", results, RED, r -> r.validation().loss());
    XYChart accuracy = chart("Accuracy", "%");
    add(accuracy, "training", results, BLUE, r -> 100 * r.training().accuracy());
    add(accuracy, "validation", results, RED, r -> 100 * r.validation().accuracy());
    XYChart rate = chart("Learning rate at the end of the epoch", "");
    add(rate, "learning rate", results, BLUE, r -> r.learningRate());
    XYChart memory = chart("Resident memory after the epoch", "MB");
    add(memory, "process", results, BLUE, r -> megabytes(r.resources().residentBytes()));
    add(memory, "Java heap in it", results, RED, r -> megabytes(r.resources().heapBytes()));
    rate.getStyler().setYAxisMin(0.0).setLegendVisible(false);
    memory.getStyler().setYAxisMin(0.0);
    return sheet(List.of(loss, accuracy, rate, memory));
  }

  /** Returns NaN, which is not drawn, for 0: the system does not report its memory. */
  private static double megabytes(long bytes) {
    return bytes == 0 ? Double.NaN : bytes / 1e6;
  }

  private static XYChart chart(String title, String unit) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle("epoch")
            .yAxisTitle(unit)
            .build();
    chart
        .getStyler()
        .setYAxisDecimalPattern("0.####")
        .setLegendPosition(Styler.LegendPosition.OutsideS)
        .setLegendLayout(Styler.LegendLayout.Horizontal)
        .setChartBackgroundColor(Color.WHITE)
        .setPlotBorderVisible(false);
    return chart;
  }

  private static void add(
      XYChart chart,
      String name,
      List<EpochResult> results,
      Color colour,
      ToDoubleFunction<EpochResult> value) {
    List<EpochResult> finite =
        results.stream().filter(r -> Double.isFinite(value.applyAsDouble(r))).toList();
    if (finite.isEmpty()) {
      return; // the chart stays empty
    }
    double[] epochs = finite.stream().mapToDouble(EpochResult::epoch).toArray();
    double[] values = finite.stream().mapToDouble(value).toArray();
    XYSeries series = chart.addSeries(name, epochs, values);
    series.setLineColor(colour);
    series.setMarkerColor(colour);
    series.setMarker(results.size() > 30 ? SeriesMarkers.NONE : SeriesMarkers.CIRCLE);
  }

  private static BufferedImage sheet(List<XYChart> charts) {
    BufferedImage sheet = new BufferedImage(2 * WIDTH, 2 * HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = Canvas.open(sheet);
    for (int i = 0; i < charts.size(); i++) {
      BufferedImage chart = BitmapEncoder.getBufferedImage(charts.get(i));
      graphics.drawImage(chart, i % 2 * WIDTH, i / 2 * HEIGHT, null);
    }
    graphics.dispose();
    return sheet;
  }
}
