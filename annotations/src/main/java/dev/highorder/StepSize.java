package dev.highorder;

/**
 * The factor h on every state of a block: {@code k_i = h F_i(x + sum_j a_ij k_j)}, {@code y = x +
 * sum_i b_i k_i}.
 *
 * <p>Known designs are settings of it, on {@link Scheme#EULER}: ReZero is {@code LEARNED} with
 * {@code h = 0}; SkipInit is the same on a sub-net without batch normalisation; LayerScale is
 * {@code LEARNED_PER_CHANNEL} with {@code h = 0.1} (up to 18 layers), {@code 1e-5} (24) or {@code
 * 1e-6} (deeper). The paper's adaptive schemes are {@code LEARNED} with {@code h = 1}.
 *
 * <p>Learned step sizes are not subject to weight decay. Only one h for a whole block keeps the
 * order of the scheme.
 */
public enum StepSize {

  /** The number {@link HighOrder#h()}. */
  FIXED,

  /**
   * The number {@link HighOrder#h()} divided by the number of blocks: the stack takes as many steps
   * over the time h, so that a deeper stack is a finer discretisation of the same equation.
   */
  DIVIDED,

  /** One trained number for each block, which starts at {@link HighOrder#h()}. */
  LEARNED,

  /** One trained number for each state of each block. */
  LEARNED_PER_STAGE,

  /** One trained number for each channel (the second dimension) of each block. */
  LEARNED_PER_CHANNEL
}
