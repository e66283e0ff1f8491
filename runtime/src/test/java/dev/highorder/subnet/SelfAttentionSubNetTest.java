package dev.highorder.subnet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelfAttentionSubNetTest {

  @ParameterizedTest
  @CsvSource({"4, 1", "16, 4"})
  void keepsTheShapeAndHasTheParametersOfItsFormula(int f, int heads) {
    try (SubNetRun run = new SubNetRun(new SelfAttentionSubNet(f, heads), 2, 5, f)) {
      run.requireParameters(4L * f * f + 6L * f).evaluate(run.randomInput());
    }
  }

  /** Attention has no positions: exchanged tokens give exchanged outputs. */
  @Test
  void exchangedTokensGiveExchangedOutputs() {
    int f = 4;
    try (SubNetRun run = new SubNetRun(new SelfAttentionSubNet(f, 2), 1, 3, f)) {
      float[] x = run.randomInput();
      float[] y = run.evaluate(x);
      float[] exchanged = x.clone();
      System.arraycopy(x, 0, exchanged, 2 * f, f);
      System.arraycopy(x, 2 * f, exchanged, 0, f);
      float[] z = run.evaluate(exchanged);
      for (int i = 0; i < f; i++) {
        assertEquals(y[i], z[2 * f + i], 1e-5);
        assertEquals(y[f + i], z[f + i], 1e-5);
        assertEquals(y[2 * f + i], z[i], 1e-5);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"6, 4", "2, 4", "4, 0"})
  void refusesHeadsThatDoNotDivideTheFeatures(int features, int heads) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> new SelfAttentionSubNet(features, heads))
            .getMessage();
    assertTrue(message.contains("do not divide"), message);
  }
}
