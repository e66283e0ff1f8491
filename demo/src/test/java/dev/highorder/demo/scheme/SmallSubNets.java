package dev.highorder.demo.scheme;

import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import dev.highorder.HighOrder;
import dev.highorder.Scheme;

/** Small sub-nets whose mathematics a test can do by itself, annotated as a user would. */
final class SmallSubNets {

  private SmallSubNets() {}

  /** F(y) = A y. */
  @HighOrder(scheme = Scheme.EULER, blocks = 1)
  @HighOrder(scheme = Scheme.MIDPOINT, blocks = 1)
  @HighOrder(scheme = Scheme.RK4, blocks = 1)
  static Block linear(int size) {
    return Linear.builder().setUnits(size).optBias(false).build();
  }

  /** F(y) = tanh(A y + c). */
  @HighOrder(scheme = Scheme.EULER, blocks = 4)
  @HighOrder(scheme = Scheme.MIDPOINT, blocks = 2)
  @HighOrder(scheme = Scheme.RK4, blocks = 1)
  static Block tanhLayer(int size) {
    return new SequentialBlock().add(Linear.builder().setUnits(size).build()).add(Activation::tanh);
  }
}
