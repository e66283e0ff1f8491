package dev.highorder.stack;

import ai.djl.ndarray.NDArray;

/**
 * A stack of polynomial blocks (PolyNet): {@code y = x + k1 + k2 + ...} with {@code k1 = F1(x), k2
 * = F2(k1), ...}, or the activation of that sum.
 *
 * @see <a href="https://arxiv.org/abs/1611.05725">Zhang et al., PolyNet: A Pursuit of Structural
 *     Diversity in Very Deep Networks (2017)</a>
 */
public abstract class PolynomialStack extends OneStepStack {

  /**
   * Creates the sub-nets of a stack.
   *
   * @see HighOrderStack#HighOrderStack
   */
  protected PolynomialStack(StackDescription description, int blocks, SubNetFactory factory) {
    super(description, blocks, factory);
  }

  /**
   * Creates the sub-nets of a stack whose first block changes the shape.
   *
   * @param description the scheme and the sub-net
   * @param blocks the number of blocks, at least 1
   * @param factory creates the sub-nets; it is called once for each
   * @param change the stride of the first sub-net, and the shortcut of the first block
   */
  protected PolynomialStack(
      StackDescription description, int blocks, StridedSubNetFactory factory, ShapeChange change) {
    super(description, blocks, factory, change);
  }

  @Override
  protected final NDArray block(Stages f, NDArray x) {
    NDArray k = f.evaluate(1, x);
    NDArray y = sum(x, k);
    f.release(x);
    for (int stage = 2; stage <= description().stages(); stage++) {
      try (NDArray previous = k) {
        k = f.evaluate(stage, previous);
      }
      y = accumulate(y, k);
    }
    k.close();
    return afterSum(y);
  }
}
