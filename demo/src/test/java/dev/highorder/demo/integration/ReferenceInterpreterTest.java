package dev.highorder.demo.integration;

import static dev.highorder.demo.integration.ReferenceComparison.sum;
import static dev.highorder.demo.integration.ReferenceComparison.tanhLayer;

import dev.highorder.Scheme;
import dev.highorder.demo.net.GeneratedStacks;
import dev.highorder.engine.Engines;
import dev.highorder.stack.HighOrderStack;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Generated blocks of every Runge-Kutta scheme, on both engines, against an interpreter that knows
 * nothing but the tableau's definition.
 */
class ReferenceInterpreterTest {

  private static final double[] INPUT = {0.25, -0.75, 1.125};

  static Stream<Arguments> schemesAndEngines() {
    return Scheme.rungeKutta().stream()
        .flatMap(
            scheme ->
                Stream.of(Engines.MXNET, Engines.PYTORCH)
                    .map(engine -> Arguments.of(scheme, engine)));
  }

  @ParameterizedTest
  @MethodSource("schemesAndEngines")
  void outputsAndGradientsAgree(Scheme scheme, String engine) {
    HighOrderStack stack =
        GeneratedStacks.of(SmallSubNets.class, "TanhLayer", scheme)
            .create(Math.max(1, 4 / scheme.stages()), INPUT.length);

    // Verner's coefficients are as large as 2,300, and floats have seven digits.
    new ReferenceComparison(stack, INPUT, (x, values) -> interpret(scheme, x, values))
        .assertAgrees(engine, Math.max(1, growth(scheme)));
  }

  /** The largest sum of absolute coefficients of a stage. */
  private static double growth(Scheme scheme) {
    return scheme.a().stream()
        .mapToDouble(row -> Arrays.stream(Coefficients.of(row)).map(Math::abs).sum())
        .max()
        .orElse(1);
  }

  /** k_i = F_i(x + sum_j a_ij k_j) and y = x + sum_i b_i k_i, literally. */
  private static double[] interpret(Scheme scheme, double[] input, double[][] values) {
    double[] x = input;
    double[] b = Coefficients.of(scheme.b());
    int next = 0;
    while (next < values.length) {
      double[][] k = new double[b.length][];
      double[] y = x;
      for (int i = 0; i < k.length; i++) {
        double[] a = i == 0 ? new double[0] : Coefficients.of(scheme.a().get(i - 1));
        double[] stage = x;
        for (int j = 0; j < a.length; j++) {
          stage = sum(stage, a[j], k[j]);
        }
        k[i] = tanhLayer(values[next++], values[next++], stage);
        y = sum(y, b[i], k[i]);
      }
      x = y;
    }
    return x;
  }
}
