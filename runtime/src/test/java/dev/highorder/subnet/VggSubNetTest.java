package dev.highorder.subnet;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VggSubNetTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 16})
  void keepsTheShapeAndHasTheParametersOfItsFormula(int c) {
    try (SubNetRun run = new SubNetRun(new VggSubNet(c), 2, c, 5, 6)) {
      float[] y = run.requireParameters(18L * c * c + 4L * c).evaluate(run.randomInput());
      for (float value : y) {
        assertTrue(value >= 0, "the ReLU comes last: " + value);
      }
    }
  }
}
