package dev.highorder.stack;

import ai.djl.ndarray.NDArray;

/**
 * A stack of parallel blocks (PolyNet's 2-way and 3-way): {@code y = x + k1 + k2 + ...} with {@code
 * k1 = F1(x), k2 = F2(x), ...}, or the activation of that sum.
 *
 * @see <a href="https://arxiv.org/abs/1611.05725">Zhang et al., PolyNet: A Pursuit of Structural
 *     Diversity in Very Deep Networks (2017)</a>
 */
public abstract class ParallelStack extends OneStepStack {

  /**
   * Creates the sub-nets of a stack.
   *
   * @see HighOrderStack#HighOrderStack
   */
  protected ParallelStack(StackDescription description, int blocks, SubNetFactory factory) {
    super(description, blocks, factory);
  }

  @Override
  protected final NDArray block(Stages f, NDArray x) {
    NDArray y;
    try (NDArray k = f.evaluate(1, x)) {
      y = sum(x, k);
    }
    for (int stage = 2; stage <= description().stages(); stage++) {
      try (NDArray k = f.evaluate(stage, x)) {
        y = accumulate(y, k);
      }
    }
    f.release(x);
    return afterSum(y);
  }
}
