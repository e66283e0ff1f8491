package dev.highorder.stack;

import ai.djl.ndarray.NDArray;

/** A stack whose blocks read the input of the previous block as well as their own. */
abstract class TwoStepStack extends HighOrderStack {

  TwoStepStack(StackDescription description, int blocks, SubNetFactory factory) {
    super(description, blocks, factory);
  }

  /**
   * Computes the sum of any block but the first.
   *
   * @param block the block, from 0
   * @param f its stage
   * @param x its input; it stays open
   * @param previous the input of the previous block; it stays open
   */
  abstract NDArray next(Pass pass, int block, Stages f, NDArray x, NDArray previous);

  /** Computes the sum of the first block, which has no previous block. */
  abstract NDArray first(Stages f, NDArray x);

  @Override
  final NDArray propagate(Pass pass, NDArray input) {
    NDArray previous = input;
    NDArray x = afterSum(first(stages(pass, 0, input), input));
    for (int i = 1; i < blocks(); i++) {
      Stages f = stages(pass, i, input);
      NDArray y = afterSum(next(pass, i, f, x, previous));
      f.release(previous);
      previous = x;
      x = y;
    }
    if (previous != input) {
      previous.close();
    }
    return x;
  }
}
