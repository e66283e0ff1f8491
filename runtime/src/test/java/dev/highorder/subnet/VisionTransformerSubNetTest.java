package dev.highorder.subnet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class VisionTransformerSubNetTest {

  /** F(x) = a + M(x + a) with a = A(x), from the outputs of its two parts. */
  @Test
  void isTheResidualOfATransformerBlock() {
    int f = 8;
    try (SubNetRun run = new SubNetRun(new VisionTransformerSubNet(f, 2), 1, 3, f)) {
      run.requireParameters(4L * f * f + 6L * f + 8L * f * f + 7L * f);
      float[] x = run.randomInput();
      float[] a = run.evaluate(run.subNet.getChildren().values().get(0), x);
      float[] attended = new float[x.length];
      for (int i = 0; i < x.length; i++) {
        attended[i] = x[i] + a[i];
      }
      float[] m = run.evaluate(run.subNet.getChildren().values().get(1), attended);
      float[] y = run.evaluate(x);
      for (int i = 0; i < x.length; i++) {
        assertEquals(a[i] + m[i], y[i], 1e-5);
      }
    }
  }
}
