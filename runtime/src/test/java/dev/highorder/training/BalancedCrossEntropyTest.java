package dev.highorder.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.highorder.dataset.image.LabelledImages;
import dev.highorder.engine.Engines;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BalancedCrossEntropyTest {

  private static final float[] LOGITS = {1, -2, 0.5f, 0, 3, -1};
  private static final int[] LABELS = {2, 1};
  private static final float[] WEIGHTS = {0.5f, 4, 1.5f};

  private static double logProbability(int row, int label) {
    double sum = 0;
    for (int c = 0; c < 3; c++) {
      sum += Math.exp(LOGITS[3 * row + c]);
    }
    return LOGITS[3 * row + label] - Math.log(sum);
  }

  /** Gradients too: that of a logit is w (p - t) / n. */
  @Test
  void weighsTheExamples() {
    float smoothing = 0.3f;
    double expected = 0;
    float[] gradient = new float[6];
    for (int row = 0; row < 2; row++) {
      for (int c = 0; c < 3; c++) {
        double target = smoothing / 3 + (LABELS[row] == c ? 1 - smoothing : 0);
        double log = logProbability(row, c);
        expected -= WEIGHTS[LABELS[row]] * target * log / 2;
        gradient[3 * row + c] = (float) (WEIGHTS[LABELS[row]] * (Math.exp(log) - target) / 2);
      }
    }
    try (NDManager manager = Engines.start().newBaseManager()) {
      NDArray logits = manager.create(LOGITS, new Shape(2, 3));
      logits.setRequiresGradient(true);
      try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
        NDArray loss =
            new BalancedCrossEntropy(WEIGHTS, smoothing)
                .evaluate(new NDList(manager.create(new float[] {2, 1})), new NDList(logits));
        collector.backward(loss);
        assertEquals(expected, loss.getFloat(), 1e-5);
      }
      assertArrayEquals(gradient, logits.getGradient().toFloatArray(), 1e-5f);
    }
  }

  @Test
  void weightsAreOneOnAverageAndSmallClassesWeighMore() {
    int[] labels = {0, 0, 0, 0, 0, 0, 2, 2};
    LabelledImages images =
        LabelledImages.of(
            "three classes, one of them empty",
            List.of("a", "b", "c"),
            1,
            1,
            Arrays.stream(labels).mapToObj(label -> new byte[3]).toList(),
            labels);
    float[] weights = BalancedCrossEntropy.weights(images);
    assertArrayEquals(new float[] {8f / 2 / 6, 0, 8f / 2 / 2}, weights, 1e-6f);
    assertEquals(8, 6 * weights[0] + 2 * weights[2], 1e-5);
  }
}
