package dev.highorder.subnet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConvolutionUnitTest {

  @ParameterizedTest
  @CsvSource({"1, 4", "3, 4", "5, 2", "7, 3"})
  void keepsTheShapeAndHasTheParametersOfItsFormula(int kernel, int c) {
    ConvolutionUnit unit = ConvolutionUnit.withKernel(kernel, c, 1);
    try (SubNetRun run = new SubNetRun(unit, 2, c, 8, 9)) {
      run.requireParameters((long) kernel * kernel * c * c + 2L * c).evaluate(run.randomInput());
    }
  }

  @Test
  void strideTwoHalvesHeightAndWidth() {
    try (SubNetRun run = new SubNetRun(new ConvolutionUnit(4, 2), 1, 2, 8, 10)) {
      Shape[] output = run.subNet.getOutputShapes(new Shape[] {new Shape(1, 2, 8, 10)});
      assertArrayEquals(new Shape[] {new Shape(1, 4, 4, 5)}, output);
    }
  }

  /** A kernel of ones adds the 3x3 neighbourhood with zeros beyond the edge. */
  @Test
  void convolvesNormalisesAndCutsOffNegativeValues() {
    try (SubNetRun run = new SubNetRun(new ConvolutionUnit(1), 1, 1, 2, 3)) {
      run.fill("weight", 1);
      float[] y = run.evaluate(1, -2, -3, 4, 5, -6);
      double deviation = Math.sqrt(1 + 1e-5);
      double[] sums = {8, 0, 0, 8, 0, 0}; // 1-2+4+5, then 1-2-3+4+5-6 = -1 and -2-3+5-6 = -6
      for (int i = 0; i < y.length; i++) {
        assertEquals(sums[i] / deviation, y[i], 1e-4);
      }
    }
  }

  @Test
  void refusesAnEvenKernel() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> ConvolutionUnit.withKernel(4, 8, 1))
            .getMessage();
    assertTrue(message.contains("odd number"), message);
  }
}
