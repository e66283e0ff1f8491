package dev.highorder.demo.integration;

import static dev.highorder.demo.integration.ReferenceComparison.sum;
import static dev.highorder.demo.integration.ReferenceComparison.tanhLayer;

import dev.highorder.demo.integration.ReferenceComparison.Interpreter;
import dev.highorder.engine.Engines;
import dev.highorder.stack.HighOrderStack;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The schemes without a tableau, and sub-nets that stages share, on both engines, against their
 * papers' formulas in double precision.
 */
class FamiliesTest {

  private static final double[] INPUT = {0.25, -0.75, 1.125, 0.5};

  static Stream<Arguments> stacks() {
    return Stream.of(Engines.MXNET, Engines.PYTORCH)
        .flatMap(
            engine ->
                Stream.of(
                    arguments(engine, new TanhLayerRevnet(4), FamiliesTest::revnet),
                    arguments(engine, new TanhRevnetShared(4), FamiliesTest::sharedRevnet),
                    arguments(engine, new TanhLayerPolynet2(4), FamiliesTest::mpoly2),
                    arguments(engine, new TanhPoly2(4), FamiliesTest::poly2),
                    arguments(engine, new TanhLayerPolynet3(4), FamiliesTest::mpoly3),
                    arguments(engine, new TanhLayerPolynet2way(4), FamiliesTest::twoWay),
                    arguments(engine, new TanhLayerPolynet3way(4), FamiliesTest::threeWay),
                    arguments(engine, new TanhLayerLmResnet(4), FamiliesTest::lmResNet),
                    arguments(engine, new TanhLayerLeapfrog(4), (x, w) -> leapfrog(x, w, 0.5)),
                    arguments(engine, new TanhLeapfrog(4), (x, w) -> leapfrog(x, w, 0.25)),
                    arguments(engine, new TanhOde(4), FamiliesTest::ode),
                    arguments(engine, new TanhHeun(4), FamiliesTest::heunPerBlock),
                    arguments(engine, new TanhEulerRelu(4), FamiliesTest::resNet),
                    arguments(engine, new TanhRk4Relu(4), FamiliesTest::rk4WithRelu),
                    arguments(engine, new TanhPolynet3Relu(4), FamiliesTest::polyNetWithRelu),
                    arguments(engine, new TanhLmResnetRelu(4), FamiliesTest::lmResNetWithRelu)));
  }

  private static Arguments arguments(String engine, HighOrderStack stack, Interpreter reference) {
    return Arguments.of(stack.getClass().getSimpleName(), engine, stack, reference);
  }

  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("stacks")
  void outputsAndGradientsAgree(
      String name, String engine, HighOrderStack stack, Interpreter reference) {
    new ReferenceComparison(stack, INPUT, reference).assertAgrees(engine, 1);
  }

  /** The sub-net whose matrix and bias begin there among the parameters. */
  private static double[] f(double[][] values, int at, double[] x) {
    return tanhLayer(values[at], values[at + 1], x);
  }

  /** Gomez et al. 2017, equation (6). */
  private static double[] revnet(double[] input, double[][] w) {
    double[] x1 = Arrays.copyOfRange(input, 0, 2);
    double[] x2 = Arrays.copyOfRange(input, 2, 4);
    for (int at = 0; at < w.length; at += 4) {
      x1 = sum(x1, 1, f(w, at, x2));
      x2 = sum(x2, 1, f(w, at + 2, x1));
    }
    return DoubleStream.concat(Arrays.stream(x1), Arrays.stream(x2)).toArray();
  }

  private static double[] sharedRevnet(double[] input, double[][] w) {
    return revnet(input, new double[][] {w[0], w[1], w[0], w[1], w[0], w[1], w[0], w[1]});
  }

  /** Zhang et al. 2017: I + F + GF. */
  private static double[] mpoly2(double[] input, double[][] w) {
    double[] x = input;
    for (int at = 0; at < w.length; at += 4) {
      double[] k1 = f(w, at, x);
      x = sum(sum(x, 1, k1), 1, f(w, at + 2, k1));
    }
    return x;
  }

  /** Zhang et al. 2017: I + F + FF. */
  private static double[] poly2(double[] input, double[][] w) {
    double[] x = input;
    for (int at = 0; at < w.length; at += 2) {
      double[] k1 = f(w, at, x);
      x = sum(sum(x, 1, k1), 1, f(w, at, k1));
    }
    return x;
  }

  /** Zhang et al. 2017: I + F + GF + HGF. */
  private static double[] mpoly3(double[] x, double[][] w) {
    double[] k1 = f(w, 0, x);
    double[] k2 = f(w, 2, k1);
    return sum(sum(sum(x, 1, k1), 1, k2), 1, f(w, 4, k2));
  }

  /** Zhang et al. 2017: I + F + G. */
  private static double[] twoWay(double[] input, double[][] w) {
    double[] x = input;
    for (int at = 0; at < w.length; at += 4) {
      x = sum(sum(x, 1, f(w, at, x)), 1, f(w, at + 2, x));
    }
    return x;
  }

  /** Zhang et al. 2017: I + F + G + H. */
  private static double[] threeWay(double[] x, double[][] w) {
    return sum(sum(sum(x, 1, f(w, 0, x)), 1, f(w, 2, x)), 1, f(w, 4, x));
  }

  /** Lu et al. 2018, equation (4); the trained numbers come first among the parameters. */
  private static double[] lmResNet(double[] input, double[][] w) {
    return lmResNet(input, w, y -> y);
  }

  private static double[] lmResNetWithRelu(double[] input, double[][] w) {
    return lmResNet(input, w, FamiliesTest::relu);
  }

  private static double[] lmResNet(
      double[] input, double[][] w, UnaryOperator<double[]> activation) {
    int at = 3;
    double[] previous = input;
    double[] x = activation.apply(sum(input, 1, f(w, at, input)));
    for (int block = 2; block <= 4; block++) {
      at += 2;
      double c = w[block - 2][0];
      double[] zero = new double[input.length];
      double[] y = activation.apply(sum(sum(sum(zero, 1 - c, x), c, previous), 1, f(w, at, x)));
      previous = x;
      x = y;
    }
    return x;
  }

  private static double[] relu(double[] x) {
    return Arrays.stream(x).map(value -> Math.max(0, value)).toArray();
  }

  /** He et al. 2016, figure 2. */
  private static double[] resNet(double[] input, double[][] w) {
    double[] x = input;
    for (int at = 0; at < w.length; at += 2) {
      x = relu(sum(x, 1, f(w, at, x)));
    }
    return x;
  }

  private static double[] polyNetWithRelu(double[] input, double[][] w) {
    double[] x = relu(mpoly3(input, w));
    return relu(mpoly3(x, Arrays.copyOfRange(w, 6, 12)));
  }

  /** Two steps of RK4 with h = 1/2, each followed by a ReLU. */
  private static double[] rk4WithRelu(double[] input, double[][] w) {
    double h = 1.0 / 2;
    double[] x = input;
    for (int at = 0; at < w.length; at += 8) {
      double[] k1 = f(w, at, x);
      double[] k2 = f(w, at + 2, sum(x, h / 2, k1));
      double[] k3 = f(w, at + 4, sum(x, h / 2, k2));
      double[] k4 = f(w, at + 6, sum(x, h, k3));
      x = relu(sum(sum(sum(sum(x, h / 6, k1), h / 3, k2), h / 3, k3), h / 6, k4));
    }
    return x;
  }

  /** Ruthotto and Haber 2020, equation (16) with one sub-net for F; Y(-1) = Y(0). */
  private static double[] leapfrog(double[] input, double[][] w, double h) {
    double[] previous = input;
    double[] x = input;
    for (int at = 0; at < w.length; at += 2) {
      double[] y = sum(sum(sum(x, 1, x), -1, previous), h * h, f(w, at, x));
      previous = x;
      x = y;
    }
    return x;
  }

  /** Three steps of RK4 over unit time, with one F. */
  private static double[] ode(double[] input, double[][] w) {
    double h = 1.0 / 3;
    double[] x = input;
    for (int step = 0; step < 3; step++) {
      double[] k1 = f(w, 0, x);
      double[] k2 = f(w, 0, sum(x, h / 2, k1));
      double[] k3 = f(w, 0, sum(x, h / 2, k2));
      double[] k4 = f(w, 0, sum(x, h, k3));
      x = sum(sum(sum(sum(x, h / 6, k1), h / 3, k2), h / 3, k3), h / 6, k4);
    }
    return x;
  }

  private static double[] heunPerBlock(double[] input, double[][] w) {
    double[] x = input;
    for (int at = 0; at < w.length; at += 2) {
      double[] k1 = f(w, at, x);
      x = sum(sum(x, 0.5, k1), 0.5, f(w, at, sum(x, 1, k1)));
    }
    return x;
  }
}
