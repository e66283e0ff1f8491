package dev.highorder.block;

import ai.djl.ndarray.NDArray;

/** A stack whose blocks each need nothing but the output of the one before. */
public abstract class RungeKuttaStack extends HighOrderStack {

  /**
   * Creates the sub-nets of a stack.
   *
   * @see HighOrderStack#HighOrderStack
   */
  protected RungeKuttaStack(StackDescription description, int blocks, SubNetFactory factory) {
    super(description, blocks, factory);
  }

  /**
   * Computes one block.
   *
   * @param f the stages of the block
   * @param x the block's input; {@link Stages#release} may close it
   * @return the block's output, a new tensor of the same shape
   */
  protected abstract NDArray block(Stages f, NDArray x);

  @Override
  final NDArray propagate(Pass pass, NDArray input) {
    NDArray x = input;
    for (int i = 0; i < blocks(); i++) {
      Stages f = stages(pass, i, input);
      NDArray y = block(f, x);
      f.release(x); // again, if the block has done so: closing twice is harmless
      x = y;
    }
    return x;
  }
}
