package dev.highorder.subnet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupNormTest {

  private static final int BATCH = 2;
  private static final int CHANNELS = 6;
  private static final int PIXELS = 4;

  /** One group is a layer normalisation, a group for each channel an instance normalisation. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 6})
  void normalisesEachGroupOfEachExample(int groups) {
    try (SubNetRun run =
        new SubNetRun(new GroupNorm(groups), BATCH, CHANNELS, PIXELS / 2, PIXELS / 2)) {
      float[] x = run.randomInput();
      run.requireParameters(2L * CHANNELS);
      run.fill("gamma", 3);
      run.fill("beta", -1);

      float[] expected = new float[x.length];
      int size = CHANNELS / groups * PIXELS;
      for (int begin = 0; begin < x.length; begin += size) {
        double mean = 0;
        for (int i = begin; i < begin + size; i++) {
          mean += x[i] / (double) size;
        }
        double variance = 0;
        for (int i = begin; i < begin + size; i++) {
          variance += (x[i] - mean) * (x[i] - mean) / size;
        }
        for (int i = begin; i < begin + size; i++) {
          expected[i] = (float) (3 * (x[i] - mean) / Math.sqrt(variance + 1e-5) - 1);
        }
      }
      assertArrayEquals(expected, run.evaluate(x), 1e-5f);
    }
  }

  @Test
  void refusesChannelsThatDoNotDivide() {
    GroupNorm norm = new GroupNorm(4);
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> norm.prepare(new Shape[] {new Shape(1, 6, 2, 2)}))
            .getMessage();
    assertTrue(message.contains("a multiple of 4 channels, not (1, 6, 2, 2)"), message);
    assertThrows(IllegalArgumentException.class, () -> new GroupNorm(0));
  }
}
