package dev.highorder;

/** The activation that a block applies to its output, after the sum of the scheme. */
public enum AfterSum {

  /** None: {@code y = x + sum_i b_i k_i}, the scheme as it is written. */
  NOTHING,

  /**
   * ReLU: {@code y = max(0, x + sum_i b_i k_i)}. ResNets have it (He et al. 2016), and so has the
   * code that the authors of the paper released.
   *
   * <p>A block with it is a step of the scheme followed by a projection to the states that have no
   * negative values. The order of the scheme is that of the step alone. If no k is negative,
   * because each sub-net ends in a ReLU, and no weight b is, then it changes nothing.
   *
   * @see <a href="https://arxiv.org/abs/1512.03385">He et al., Deep Residual Learning for Image
   *     Recognition (2016), figure 2</a>
   */
  RELU
}
