package dev.highorder.subnet;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MbConvSubNetTest {

  @ParameterizedTest
  @CsvSource({"3, 1", "8, 6", "16, 4"})
  void keepsTheShapeAndHasTheParametersOfItsFormula(int c, int e) {
    long s = Math.max(1, c / 4);
    long wide = (long) e * c;
    long convolutions = 2 * wide * c + 9 * wide + 4 * wide + 2L * c;
    long gate = 2 * wide * s + s + wide;
    try (SubNetRun run = new SubNetRun(new MbConvSubNet(c, e), 2, c, 5, 6)) {
      run.requireParameters(convolutions + gate).evaluate(run.randomInput());
    }
  }

  /** MBConv6 of 64 channels in torchvision has this many parameters. */
  @Test
  void hasTheParametersOfEfficientNet() {
    try (SubNetRun run = new SubNetRun(new MbConvSubNet(64), 1, 64, 2, 2)) {
      run.requireParameters(66960);
    }
  }

  @Test
  void refusesAnExpansionBelow1() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> new MbConvSubNet(8, 0)).getMessage();
    assertTrue(message.contains("at least 1"), message);
  }
}
