package dev.highorder.demo.chart;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.evaluation.Evaluation;
import dev.highorder.training.state.EpochResult;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CurvesChartTest {

  private static final Color TRAINING = new Color(0x00, 0x72, 0xB2);
  private static final Color VALIDATION = new Color(0xD5, 0x5E, 0x00);

  private static EpochResult result(int epoch) {
    return result(epoch, 1.0 / epoch);
  }

  private static EpochResult result(int epoch, double trainingLoss) {
    return new EpochResult(
        epoch,
        new Evaluation(10, trainingLoss, 0.5),
        new Evaluation(10, 2.0 / epoch, 0.4),
        1,
        0.1f,
        new EpochResult.Resources(10, 0, 5, 300_000_000, 90_000_000));
  }

  /** The validation loss is twice the training loss, so its curve is further up. */
  @Test
  void drawsBothLosses() {
    BufferedImage image =
        CurvesChart.of(IntStream.rangeClosed(1, 8).mapToObj(CurvesChartTest::result).toList());
    int middle = 560 / 2;
    int training = firstRow(image, middle, TRAINING);
    int validation = firstRow(image, middle, VALIDATION);

    assertTrue(validation > 20 && validation < training, validation + " above " + training);
    assertTrue(training < 300, "within the chart: " + training);
  }

  /** One epoch is no curve, but a point: it must be visible in the plot above the legend. */
  @Test
  void oneEpochIsEnough() {
    BufferedImage image = CurvesChart.of(List.of(result(1)));

    assertTrue(isInLossPlot(image, TRAINING), "the training loss");
    assertTrue(isInLossPlot(image, VALIDATION), "the validation loss");
  }

  /** An infinite loss cannot be drawn, and must not keep the others from being drawn. */
  @Test
  void infiniteLossesAreLeftOut() {
    BufferedImage image = CurvesChart.of(List.of(result(1, Double.POSITIVE_INFINITY)));

    assertFalse(isInLossPlot(image, TRAINING), "the training loss");
    assertTrue(isInLossPlot(image, VALIDATION), "the validation loss");
  }

  private static boolean isInLossPlot(BufferedImage image, Color colour) {
    return IntStream.range(80, 540)
        .anyMatch(
            column ->
                IntStream.range(30, 270)
                    .anyMatch(row -> isNear(new Color(image.getRGB(column, row)), colour)));
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
