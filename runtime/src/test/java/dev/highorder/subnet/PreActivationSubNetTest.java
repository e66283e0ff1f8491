package dev.highorder.subnet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreActivationSubNetTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 16})
  void keepsTheShapeAndHasTheParametersOfItsFormula(int c) {
    try (SubNetRun run = new SubNetRun(new PreActivationSubNet(c), 2, c, 5, 6)) {
      run.requireParameters(18L * c * c + 4L * c).evaluate(run.randomInput());
    }
  }

  @Test
  void theConvolutionComesLastSoThatOutputsCanBeNegative() {
    try (SubNetRun run = new SubNetRun(new PreActivationSubNet(4), 1, 4, 5, 5)) {
      float[] y = run.evaluate(run.randomInput());
      assertTrue(IntStream.range(0, y.length).anyMatch(i -> y[i] < 0));
    }
  }

  /** Batch normalisation of unit statistics and ReLU map negative inputs to zero. */
  @Test
  void theReluComesFirst() {
    try (SubNetRun run = new SubNetRun(new PreActivationSubNet(1), 1, 1, 1, 2)) {
      assertArrayEquals(new float[2], run.evaluate(-1, -2));
    }
  }
}
