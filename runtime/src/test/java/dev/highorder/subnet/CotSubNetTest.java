package dev.highorder.subnet;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CotSubNetTest {

  /** The authors' layer in PyTorch has 3,062 parameters with 16 channels and 26,744 with 64. */
  @ParameterizedTest
  @CsvSource({"64, 3062", "256, 26744"})
  void hasTheParametersOfTheAuthorsLayer(int channels, long ofLayer) {
    long narrow = channels / 4;
    long pointwise = 2L * channels * narrow + 2 * narrow + 2L * channels;
    try (SubNetRun run = new SubNetRun(new CotSubNet(channels), 2, channels, 3, 4)) {
      run.requireParameters(ofLayer + pointwise).evaluate(run.randomInput());
    }
  }

  /** The authors' layer has no such width; one head of four channels is its continuation. */
  @Test
  void hasOneHeadAtSixteenChannels() {
    long key = 9 * 4 + 2 * 4; // in four groups
    long attention = 8 * 2 + 2 * 2 + (2 * 9 + 9) + 2 * 9;
    long value = 4 * 4 + 2 * 4;
    long dynamic = 2 * 4;
    long selection = (4 * 32 + 32) + 2 * 32 + (32 * 8 + 8);
    long pointwise = 2 * 16 * 4 + 2 * 4 + 2 * 16;
    try (SubNetRun run = new SubNetRun(new CotSubNet(16), 2, 16, 3, 4)) {
      run.requireParameters(key + attention + value + dynamic + selection + pointwise)
          .evaluate(run.randomInput());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 20, 48})
  void refusesOtherChannels(int channels) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> new CotSubNet(channels)).getMessage();
    assertTrue(message.contains("a multiple of 32, not " + channels), message);
  }
}
