package dev.highorder;

/** Which stages of a stack have weights of their own, and which share a sub-net. */
public enum Weights {

  /** Each stage of each block has a sub-net of its own: the networks of the paper. */
  PER_STAGE,

  /**
   * Each block has one sub-net, which all its stages evaluate: a step of the method in the strict
   * sense, for an equation that changes from block to block. On {@link Scheme#POLYNET2} that is
   * PolyNet's poly-2.
   */
  PER_BLOCK,

  /**
   * One sub-net serves all stages of all blocks: a neural ODE {@code y' = F(y)}, solved by as many
   * steps as the stack has blocks. Its parameters do not grow with depth. With {@link
   * StepSize#DIVIDED} the steps cover the time h, however many they are.
   *
   * @see <a href="https://arxiv.org/abs/1806.07366">Chen et al., Neural Ordinary Differential
   *     Equations (2018)</a>
   */
  SHARED
}
