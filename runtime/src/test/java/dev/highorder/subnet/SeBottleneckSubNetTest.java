package dev.highorder.subnet;

import org.junit.jupiter.api.Test;

class SeBottleneckSubNetTest {

  @Test
  void keepsTheShapeAndHasTheParametersOfItsParts() {
    int c = 64;
    int q = c / 4;
    int hidden = c / 16;
    long bottleneck = 2L * c * q + 9L * q * q + 4L * q + 2L * c;
    try (SubNetRun run = new SubNetRun(new SeBottleneckSubNet(c), 2, c, 3, 4)) {
      run.requireParameters(bottleneck + 2L * c * hidden + hidden + c).evaluate(run.randomInput());
    }
  }
}
