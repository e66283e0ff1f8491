package dev.highorder.stack;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;

/**
 * A midpoint stack as the annotation processor would write it, for tests that have no processor.
 */
public final class TanhStack extends RungeKuttaStack {

  private static final StackDescription DESCRIPTION =
      new StackDescription("test.Tanh", "MIDPOINT", 2, "1/2 | 0 1");

  public TanhStack(int blocks, SubNetFactory subNet) {
    super(DESCRIPTION, blocks, subNet);
  }

  public static TanhStack withBlocks(int blocks, int width) {
    return new TanhStack(blocks, () -> subNet(width));
  }

  /** A 1x1 convolution and tanh. */
  public static Block subNet(int width) {
    return new SequentialBlock()
        .add(Conv2d.builder().setKernelShape(new Shape(1, 1)).setFilters(width).build())
        .add(Activation::tanh);
  }

  @Override
  protected NDArray block(Stages f, NDArray x) {
    NDArray k1 = f.evaluate(1, x);
    NDArray x2 = sum(x, 1.0 / 2, k1);
    k1.close();

    NDArray k2 = f.evaluate(2, x2);
    x2.close();
    NDArray y = sum(x, k2);
    k2.close();
    return y;
  }
}
