package dev.highorder;

/** Which stages of a stack have weights of their own, and which share a sub-net. */
public enum Weights {

  /** Each stage of each block has a sub-net of its own, as in the networks of the paper. */
  PER_STAGE,

  /**
   * Each block has one sub-net, which all its stages evaluate: one step of the scheme in the strict
   * sense, for an equation that changes from block to block. On {@link Scheme#POLYNET2} this is
   * PolyNet's poly-2.
   */
  PER_BLOCK,

  /**
   * Each block has one sub-net, of which each stage has the batch normalisations of its own: what
   * stages read has other statistics. On {@link Scheme#POLYNET2} this is poly-2 as Zhang et al.
   * trained it, except that its last 1x1 convolution is shared too. The batch normalisations must
   * be in {@code SequentialBlock}s; all other layers are shared.
   */
  PER_BLOCK_EXCEPT_NORMS,

  /**
   * One sub-net serves all stages of all blocks: a neural ODE {@code y' = F(y)}, solved in as many
   * steps as the stack has blocks. The number of parameters does not grow with depth. With {@link
   * StepSize#DIVIDED} the steps cover the time h, however many they are.
   *
   * @see <a href="https://arxiv.org/abs/1806.07366">Chen et al., Neural Ordinary Differential
   *     Equations (2018)</a>
   */
  SHARED
}
