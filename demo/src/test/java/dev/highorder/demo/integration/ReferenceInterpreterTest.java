package dev.highorder.demo.integration;

import static dev.highorder.demo.integration.ReferenceComparison.sum;
import static dev.highorder.demo.integration.ReferenceComparison.tanhLayer;

import dev.highorder.Scheme;
import dev.highorder.demo.net.GeneratedStacks;
import dev.highorder.engine.Engines;
import dev.highorder.stack.HighOrderStack;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
    Drawing drawing = Drawing.of(scheme);
    HighOrderStack stack =
        GeneratedStacks.of(SmallSubNets.class, "TanhLayer", scheme)
            .create(Math.max(1, 4 / drawing.b().length), INPUT.length);

    // Verner's coefficients are as large as 2,300, and floats have seven digits.
    new ReferenceComparison(stack, INPUT, (x, values) -> interpret(drawing, x, values))
        .assertAgrees(engine, Math.max(1, drawing.largestRowSum()));
  }

  /** The lines of a tableau, read without the processor: rows of a, each shorter than b, then b. */
  private record Drawing(List<double[]> rows) {

    static Drawing of(Scheme scheme) {
      List<double[]> rows = new ArrayList<>();
      for (String line : scheme.tableau().orElseThrow().value().strip().split("\n", -1)) {
        String numbers = line.substring(line.indexOf('|') + 1).strip().replaceAll(" +", " ");
        rows.add(numbers.isEmpty() ? new double[0] : Coefficients.of(numbers));
      }
      return new Drawing(rows);
    }

    List<double[]> a() {
      return rows.subList(0, rows.size() - 1);
    }

    double[] b() {
      return rows.get(rows.size() - 1);
    }

    double largestRowSum() {
      return a().stream()
          .mapToDouble(row -> Arrays.stream(row).map(Math::abs).sum())
          .max()
          .orElse(1);
    }
  }

  /** k_i = F_i(x + sum_j a_ij k_j) and y = x + sum_i b_i k_i, literally. */
  private static double[] interpret(Drawing drawing, double[] input, double[][] values) {
    double[] x = input;
    double[] b = drawing.b();
    int next = 0;
    while (next < values.length) {
      double[][] k = new double[b.length][];
      double[] y = x;
      for (int i = 0; i < k.length; i++) {
        double[] a = drawing.a().get(i);
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
