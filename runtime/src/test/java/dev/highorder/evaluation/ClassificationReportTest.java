package dev.highorder.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Counted by hand: six classes, four examples. */
class ClassificationReportTest {

  private static final List<String> CLASSES = List.of("a", "b", "c", "d", "e", "f");

  @Test
  void confusionScoresTopFiveAndCalibration() {
    ClassificationReport.PredictionCounts counts =
        new ClassificationReport.PredictionCounts(CLASSES);
    counts.add(
        new float[] {
          0.9f, 0.02f, 0.02f, 0.02f, 0.02f, 0.02f, // a, right
          0.5f, 0.3f, 0.05f, 0.05f, 0.05f, 0.05f // b, predicted a
        },
        new long[] {0, 1});
    counts.add(
        new float[] {
          0.1f, 0.6f, 0.1f, 0.1f, 0.06f, 0.04f, // b, right
          0.3f, 0.2f, 0.2f, 0.15f, 0.1f, 0.05f // f, the last of six
        },
        new long[] {1, 5});
    Evaluation overall = new Evaluation(4, 1, 0.5);

    ClassificationReport report = counts.report(overall);

    assertEquals(overall, report.overall());
    assertEquals(List.of(1, 0, 0, 0, 0, 0), report.confusion().get(0));
    assertEquals(List.of(1, 1, 0, 0, 0, 0), report.confusion().get(1));
    assertEquals(List.of(1, 0, 0, 0, 0, 0), report.confusion().get(5));
    assertEquals(new ClassificationReport.ClassScore("a", 1, 1.0 / 3, 1), report.classes().get(0));
    assertEquals(new ClassificationReport.ClassScore("b", 2, 1, 0.5), report.classes().get(1));
    assertEquals(2.0 / 3, report.classes().get(1).f1(), 1e-12);
    assertEquals(new ClassificationReport.ClassScore("c", 0, 0, 0), report.classes().get(2));
    assertEquals(0, report.classes().get(2).f1());
    assertEquals((1 + 0.5 + 0) / 3, report.balancedAccuracy(), 1e-12, "of a, b and f");
    assertEquals(3.0 / 4, report.topFive(), 1e-12);
    // Each in a bin of its own: |1 - 0.9| + |0 - 0.5| + |1 - 0.6| + |0 - 0.3|, over 4.
    assertEquals(1.3 / 4, report.calibrationError(), 1e-6);
  }

  /** Ten predictions of 0.8 of which eight are right are perfectly calibrated. */
  @Test
  void theCalibrationErrorIsZeroIfProbabilitiesAreFrequencies() {
    ClassificationReport.PredictionCounts counts =
        new ClassificationReport.PredictionCounts(List.of("yes", "no"));
    for (int i = 0; i < 10; i++) {
      counts.add(new float[] {0.8f, 0.2f}, new long[] {i < 8 ? 0 : 1});
    }

    assertEquals(0, counts.report(new Evaluation(10, 0, 0.8)).calibrationError(), 1e-6);
  }
}
