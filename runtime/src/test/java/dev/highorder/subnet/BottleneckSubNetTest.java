package dev.highorder.subnet;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BottleneckSubNetTest {

  @ParameterizedTest
  @ValueSource(ints = {4, 16, 64})
  void keepsTheShapeAndHasTheParametersOfItsFormula(int c) {
    long q = c / 4;
    try (SubNetRun run = new SubNetRun(new BottleneckSubNet(c), 2, c, 5, 6)) {
      run.requireParameters(2L * c * q + 9 * q * q + 4 * q + 2L * c).evaluate(run.randomInput());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-4, 0, 2, 6})
  void refusesChannelsThatAreNotAMultipleOf4(int channels) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> new BottleneckSubNet(channels))
            .getMessage();
    assertTrue(message.contains("multiple of 4"), message);
  }
}
