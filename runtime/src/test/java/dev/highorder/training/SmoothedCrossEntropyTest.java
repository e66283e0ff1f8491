package dev.highorder.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.highorder.engine.Engines;
import org.junit.jupiter.api.Test;

class SmoothedCrossEntropyTest {

  /** The smoothed cross entropy is that of the mixed distribution, summed over all classes. */
  @Test
  void smoothsLabels() {
    float[] logits = {1, -2, 0.5f, 0, 3, -1};
    int[] labels = {2, 1};
    double expected = 0;
    for (int row = 0; row < 2; row++) {
      double sum = 0;
      for (int c = 0; c < 3; c++) {
        sum += Math.exp(logits[3 * row + c]);
      }
      for (int c = 0; c < 3; c++) {
        double share = 0.3 / 3 + (labels[row] == c ? 0.7 : 0);
        expected -= share * (logits[3 * row + c] - Math.log(sum)) / 2;
      }
    }
    try (NDManager manager = Engines.start().newBaseManager()) {
      NDArray loss =
          SmoothedCrossEntropy.of(0.3f)
              .evaluate(
                  new NDList(manager.create(new float[] {2, 1})),
                  new NDList(manager.create(logits, new Shape(2, 3))));
      assertEquals(expected, loss.getFloat(), 1e-5);
    }
  }
}
