package dev.highorder;

/**
 * The kind of step size of a block: the factor h in {@code k_i = h F_i(x + sum_j a_ij k_j)}, {@code
 * y = x + sum_i b_i k_i}.
 *
 * <p>Known designs are settings of it on {@link Scheme#EULER}: ReZero is {@code LEARNED} with
 * {@code h = 0}; SkipInit is the same on a sub-net without batch normalisation; LayerScale is
 * {@code LEARNED_PER_CHANNEL} with {@code h = 0.1} (up to 18 layers), {@code 1e-5} (24) or {@code
 * 1e-6} (deeper). The paper's adaptive schemes are {@code LEARNED} with {@code h = 1}.
 *
 * <p>Trained step sizes are not subject to weight decay. A scheme keeps its order only if all
 * stages of a block have the same h.
 */
public enum StepSize {

  /** The number {@link HighOrder#h()}, the same for every block. */
  FIXED,

  /**
   * The number {@link HighOrder#h()} divided by the number of blocks. The stack takes that many
   * steps over the time h, so that a deeper stack is a finer discretisation of the same equation.
   *
   * <p>This is the fair comparison of schemes of equal depth: all of them integrate over the same
   * time. With {@link #FIXED} and h = 1, 28 sub-nets integrate over the time 28 by Euler but over 7
   * by RK4, so that order and integration time change together.
   */
  DIVIDED,

  /** One trained number for each block, which starts at {@link HighOrder#h()}. */
  LEARNED,

  /** One trained number for each stage of each block. */
  LEARNED_PER_STAGE,

  /** One trained number for each channel (the second dimension) of each block. */
  LEARNED_PER_CHANNEL
}
