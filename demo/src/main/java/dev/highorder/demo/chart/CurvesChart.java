package dev.highorder.demo.chart;

import dev.highorder.image.Canvas;
import dev.highorder.training.state.EpochResult;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** A chart of a training run: loss, accuracy, learning rate and memory by epoch. */
public final class CurvesChart {

  private static final int WIDTH = 560;
  private static final int HEIGHT = 360;
  private static final int MAX_DOTS = 30;

  private CurvesChart() {}

  /**
   * Draws the curves.
   *
   * @param results at least one
   */
  public static BufferedImage of(List<EpochResult> results) {
    LineChart loss = new LineChart("Loss", "epoch", "");
    add(loss, "training", results, r -> r.training().loss());
    add(loss, "validation", results, r -> r.validation().loss());
    LineChart accuracy = new LineChart("Accuracy", "epoch", "%");
    add(accuracy, "training", results, r -> 100 * r.training().accuracy());
    add(accuracy, "validation", results, r -> 100 * r.validation().accuracy());
    LineChart rate = new LineChart("Learning rate at the end of the epoch", "epoch", "");
    add(rate, "learning rate", results, r -> r.learningRate());
    LineChart memory = new LineChart("Resident memory after the epoch", "epoch", "MB");
    add(memory, "process", results, r -> megabytes(r.resources().residentBytes()));
    add(memory, "Java heap in it", results, r -> megabytes(r.resources().heapBytes()));
    List<LineChart> charts = List.of(loss, accuracy, rate, memory);
    if (results.size() <= MAX_DOTS) {
      charts.forEach(LineChart::dots);
    }
    return sheet(charts);
  }

  /** Returns NaN, which is not drawn, for 0: the system does not report its memory. */
  private static double megabytes(long bytes) {
    return bytes == 0 ? Double.NaN : bytes / 1e6;
  }

  private static void add(
      LineChart chart,
      String name,
      List<EpochResult> results,
      ToDoubleFunction<EpochResult> value) {
    chart.line(
        name,
        results.stream().map(result -> (double) result.epoch()).toList(),
        results.stream().map(value::applyAsDouble).toList());
  }

  private static BufferedImage sheet(List<LineChart> charts) {
    BufferedImage sheet = new BufferedImage(2 * WIDTH, 2 * HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = Canvas.open(sheet);
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    for (int i = 0; i < charts.size(); i++) {
      charts
          .get(i)
          .chart()
          .draw(graphics, new Rectangle2D.Double(i % 2 * WIDTH, i / 2 * HEIGHT, WIDTH, HEIGHT));
    }
    graphics.dispose();
    return sheet;
  }
}
