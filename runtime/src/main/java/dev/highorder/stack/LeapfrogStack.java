package dev.highorder.stack;

import ai.djl.ndarray.NDArray;

/**
 * A stack of leapfrog blocks for {@code y'' = F(y)}: {@code y = 2 x - p + h^2 F(x)}, where p is the
 * input of the previous block. The first block has p = x: the velocity half a block earlier is
 * zero.
 *
 * @see <a href="https://arxiv.org/abs/1804.04272">Ruthotto and Haber, Deep Neural Networks
 *     Motivated by Partial Differential Equations (2020)</a>
 */
public abstract class LeapfrogStack extends TwoStepStack {

  /**
   * Creates the sub-nets of a stack.
   *
   * @see HighOrderStack#HighOrderStack
   */
  protected LeapfrogStack(StackDescription description, int blocks, SubNetFactory factory) {
    super(description, blocks, factory);
  }

  @Override
  final NDArray first(Stages f, NDArray x) {
    try (NDArray k = f.scaled(1, f.evaluate(1, x))) {
      return sum(x, k);
    }
  }

  @Override
  final NDArray next(Pass pass, int block, Stages f, NDArray x, NDArray previous) {
    NDArray y = first(f, x);
    try (NDArray difference = x.sub(previous)) {
      return accumulate(y, difference);
    }
  }
}
