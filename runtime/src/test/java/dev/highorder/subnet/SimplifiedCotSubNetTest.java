package dev.highorder.subnet;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimplifiedCotSubNetTest {

  /** The layer has a quarter of the channels and one head for 8 of them. */
  @ParameterizedTest
  @ValueSource(ints = {16, 32, 64})
  void keepsTheShapeAndHasTheParametersOfItsParts(int c) {
    long q = c / 4;
    long heads = Math.max(1, q / 8);
    long key = 9 * q * q / 4 + 2 * q; // in four groups
    long value = q * q + 2 * q;
    long attention = 2 * q * q / 2 + 2 * q / 2 + (q / 2 + 1) * heads * 9;
    long pointwise = 2L * c * q + 2 * q + 2L * c;
    try (SubNetRun run = new SubNetRun(new SimplifiedCotSubNet(c), 2, c, 3, 4)) {
      run.requireParameters(key + value + attention + pointwise).evaluate(run.randomInput());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 20, 48})
  void refusesOtherChannels(int channels) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> new SimplifiedCotSubNet(channels))
            .getMessage();
    assertTrue(message.contains("a multiple of 32, not " + channels), message);
  }
}
