package dev.highorder.demo.integration;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import dev.highorder.stack.RungeKuttaStack;
import dev.highorder.stack.StackDescription;
import dev.highorder.stack.Stages;

/** A midpoint stack of a linear layer and tanh on vectors, which no annotation generated. */
final class HandWrittenStack extends RungeKuttaStack {

  private static final StackDescription DESCRIPTION =
      new StackDescription("test.Tanh", "MIDPOINT", 2, "1/2 | 0 1");

  /** Creates a stack of any number of blocks. */
  HandWrittenStack(int blocks, int features) {
    super(
        DESCRIPTION,
        blocks,
        () ->
            new SequentialBlock()
                .add(Linear.builder().setUnits(features).build())
                .add(Activation::tanh));
  }

  @Override
  protected NDArray block(Stages f, NDArray x) {
    try (NDArray k1 = f.evaluate(1, x);
        NDArray x2 = sum(x, 1.0 / 2, k1);
        NDArray k2 = f.evaluate(2, x2)) {
      return sum(x, k2);
    }
  }
}
