package dev.highorder.subnet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeedForwardSubNetTest {

  @ParameterizedTest
  @ValueSource(ints = {4, 16})
  void keepsTheShapeAndHasTheParametersOfItsFormula(int f) {
    try (SubNetRun run = new SubNetRun(new FeedForwardSubNet(f), 2, 5, f)) {
      run.requireParameters(8L * f * f + 7L * f).evaluate(run.randomInput());
    }
  }

  @Test
  void actsOnEachTokenSeparately() {
    try (SubNetRun run = new SubNetRun(new FeedForwardSubNet(4), 1, 3, 4)) {
      float[] x = run.randomInput();
      float[] before = run.evaluate(x);
      x[5] += 1; // of the second token
      float[] after = run.evaluate(x);
      boolean hasChanged = false;
      for (int i = 0; i < x.length; i++) {
        boolean isSecond = i / 4 == 1;
        hasChanged |= isSecond && before[i] != after[i];
        if (!isSecond) {
          assertEquals(before[i], after[i], 1e-6);
        }
      }
      assertTrue(hasChanged);
    }
  }

  @Test
  void refusesImages() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> new SubNetRun(new FeedForwardSubNet(4), 1, 4, 3, 3))
            .getMessage();
    assertTrue(message.contains("PATCHES or SEQUENCE"), message);
  }
}
