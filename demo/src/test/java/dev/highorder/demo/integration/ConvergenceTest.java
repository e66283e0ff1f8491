package dev.highorder.demo.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import dev.highorder.Scheme;
import dev.highorder.demo.net.GeneratedStacks;
import dev.highorder.engine.Engines;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * With one shared sub-net F(y) = A y and step 1/n, n generated blocks converge to exp(A) y with the
 * scheme's order. A turns the plane by 2 radians, so that exp(A) is known exactly.
 */
class ConvergenceTest {

  private static final double ANGLE = 2;

  @ParameterizedTest
  @MethodSource("dev.highorder.Scheme#rungeKutta")
  void blocksConvergeWithTheOrderOfTheScheme(Scheme scheme) {
    // Fine enough to be in the asymptotic range, coarse enough that doubles still resolve the
    // error.
    int n = scheme.order() >= 6 ? 4 : scheme.order() == 0 ? 1024 : 16;

    double order = Math.log(error(scheme, n) / error(scheme, 2 * n)) / Math.log(2);

    // A linear equation may show a higher order; an inconsistent method does not converge.
    if (scheme.order() == 0) {
      assertEquals(0, order, 0.2);
    } else {
      assertTrue(order > scheme.order() - 0.2, scheme + " converges with order " + order);
    }
  }

  private static double error(Scheme scheme, int blocks) {
    Engine engine = Engines.start();
    try (NDManager manager = engine.newBaseManager()) {
      Block stack = GeneratedStacks.of(SmallSubNets.class, "Linear", scheme).create(blocks, 2);
      stack.initialize(manager, DataType.FLOAT64, new Shape(1, 2));
      double a = ANGLE / blocks;
      for (Parameter weight : stack.getParameters().values()) {
        weight.getArray().set(new double[] {0, -a, a, 0});
      }
      NDArray y =
          stack
              .forward(
                  new ParameterStore(manager, false),
                  new NDList(manager.create(new double[] {1, 0}, new Shape(1, 2))),
                  false)
              .head();
      double[] end = y.toDoubleArray();
      return Math.hypot(end[0] - Math.cos(ANGLE), end[1] - Math.sin(ANGLE));
    }
  }
}
