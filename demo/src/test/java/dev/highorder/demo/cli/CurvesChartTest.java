package dev.highorder.demo.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.evaluation.Evaluation;
import dev.highorder.training.state.EpochResult;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CurvesChartTest {

  private static EpochResult result(int epoch) {
    return new EpochResult(
        epoch,
        new Evaluation(10, 1.0 / epoch, 0.5),
        new Evaluation(10, 2.0 / epoch, 0.4),
        1,
        0.1f,
        new EpochResult.Resources(10, 0, 5, 300_000_000, 90_000_000));
  }

  /** Where the losses are drawn, those of held-out images, twice as high, are further up. */
  @Test
  void drawsBothLosses() {
    BufferedImage image =
        CurvesChart.of(IntStream.rangeClosed(1, 8).mapToObj(CurvesChartTest::result).toList());
    int middle = 560 / 2;
    int training = firstRow(image, middle, new Color(11, 105, 163));
    int validation = firstRow(image, middle, new Color(186, 37, 37));

    assertTrue(validation > 20 && validation < training, validation + " above " + training);
    assertTrue(training < 300, "within the chart: " + training);
  }

  @Test
  void oneEpochIsEnough() {
    assertTrue(CurvesChart.of(List.of(result(1))).getWidth() > 1000);
  }

  /** The first row of the upper left chart in which a pixel of the column is nearly that colour. */
  private static int firstRow(BufferedImage image, int column, Color colour) {
    return IntStream.range(0, 360)
        .filter(row -> isNear(new Color(image.getRGB(column, row)), colour))
        .findFirst()
        .orElseThrow();
  }

  private static boolean isNear(Color a, Color b) {
    return Math.abs(a.getRed() - b.getRed())
            + Math.abs(a.getGreen() - b.getGreen())
            + Math.abs(a.getBlue() - b.getBlue())
        < 60;
  }
}
