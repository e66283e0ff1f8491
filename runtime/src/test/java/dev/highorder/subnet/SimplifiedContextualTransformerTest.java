package dev.highorder.subnet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SimplifiedContextualTransformerTest {

  /** The simplified layer has 1,330 parameters at 16 channels; the authors' layer has 3,062. */
  @Test
  void isSmallerThanTheAuthorsLayer() {
    try (SubNetRun run = new SubNetRun(new SimplifiedContextualTransformer(16), 1, 16, 3, 3)) {
      run.requireParameters(1330).evaluate(run.randomInput());
    }
  }

  /**
   * With a constant attention the dynamic context is the mean of the nine values around a pixel,
   * with zeros beyond the edge. For an image of ones all values are equal, and the mean counts the
   * neighbours.
   */
  @Test
  void averagesTheNeighbourhood() {
    try (SubNetRun run = new SubNetRun(new SimplifiedContextualTransformer(4), 1, 4, 3, 3)) {
      for (Parameter parameter : run.subNet.getParameters().values()) {
        // No static context and equal attention; values are the sum of four ones.
        boolean isValue = parameter.getShape().equals(new Shape(4, 4, 1, 1));
        if (parameter.getType() == Parameter.Type.WEIGHT) {
          NDArray array = parameter.getArray();
          array.set(new float[(int) array.size()]);
          array.addi(isValue ? 1 : 0);
        }
      }
      float[] ones = new float[36];
      Arrays.fill(ones, 1);
      float[] y = run.evaluate(ones);
      double four = 4 / Math.sqrt(1 + 1e-5); // batch normalisation with unit statistics
      int[] neighbours = {4, 6, 4, 6, 9, 6, 4, 6, 4};
      for (int i = 0; i < y.length; i++) {
        assertEquals(four * neighbours[i % 9] / 9, y[i], 1e-4);
      }
    }
  }

  @Test
  void refusesOtherChannels() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> new SimplifiedContextualTransformer(6))
            .getMessage();
    assertTrue(message.contains("a multiple of 8, not 6"), message);
  }
}
