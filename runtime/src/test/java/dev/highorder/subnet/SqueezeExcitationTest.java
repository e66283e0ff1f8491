package dev.highorder.subnet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SqueezeExcitationTest {

  @Test
  void hasTheParametersOfItsFormula() {
    for (int c : new int[] {8, 64, 128}) {
      int r = Math.max(4, c / 16);
      try (SubNetRun run = new SubNetRun(new SqueezeExcitation(c), 1, c, 2, 2)) {
        run.requireParameters(2L * c * r + r + c).evaluate(run.randomInput());
      }
    }
  }

  @Test
  void aGateOfZerosHalvesItsInput() {
    try (SubNetRun run = new SubNetRun(new SqueezeExcitation(2), 1, 2, 1, 2)) {
      run.fill("weight", 0);
      assertArrayEquals(new float[] {0.5f, 1, -1.5f, 2}, run.evaluate(1, 2, -3, 4), 1e-6f);
    }
  }

  /** All weights 1: each of 4 hidden units is the sum of the two means, and so is its ReLU. */
  @Test
  void theGateDependsOnTheMeansOfAllChannels() {
    try (SubNetRun run = new SubNetRun(new SqueezeExcitation(2), 1, 2, 2, 2)) {
      run.fill("weight", 1);
      float[] x = {0.1f, 0.3f, 0, 0, -0.05f, 0.05f, 0.2f, 0.2f};
      double gate = 1 / (1 + Math.exp(-4 * (0.1 + 0.1)));
      float[] y = run.evaluate(x);
      for (int i = 0; i < x.length; i++) {
        assertEquals(gate * x[i], y[i], 1e-6);
      }
    }
  }
}
