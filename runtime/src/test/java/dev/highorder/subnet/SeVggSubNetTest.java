package dev.highorder.subnet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import ai.djl.nn.Block;
import org.junit.jupiter.api.Test;

class SeVggSubNetTest {

  @Test
  void hasTheParametersOfItsParts() {
    int c = 8;
    int hidden = 4;
    try (SubNetRun run = new SubNetRun(new SeVggSubNet(c), 2, c, 5, 6)) {
      run.requireParameters(18L * c * c + 4L * c + 2L * c * hidden + hidden + c)
          .evaluate(run.randomInput());
    }
  }

  /** A gate whose weights are 0 multiplies by sigmoid(0) = 1/2. */
  @Test
  void theGateMultipliesTheOutputOfTheVggSubNet() {
    try (SubNetRun run = new SubNetRun(new SeVggSubNet(4), 1, 4, 3, 3)) {
      Block vgg = run.subNet.getChildren().values().get(0);
      float[] expected = run.evaluate(vgg, run.randomInput());
      Block gate = run.subNet.getChildren().values().get(1);
      gate.getParameters().values().forEach(parameter -> parameter.getArray().muli(0));
      for (int i = 0; i < expected.length; i++) {
        expected[i] /= 2;
      }
      assertArrayEquals(expected, run.evaluate(run.randomInput()), 1e-6f);
    }
  }
}
