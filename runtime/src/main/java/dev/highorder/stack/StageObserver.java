package dev.highorder.stack;

import ai.djl.ndarray.NDArray;

/** An observer of the stages of a stack during forward passes. */
public interface StageObserver {

  /**
   * Called before a stage is evaluated.
   *
   * @param block from 1
   * @param stage from 1
   */
  default void beforeStage(int block, int stage) {}

  /**
   * Called after a stage was evaluated.
   *
   * @param block from 1
   * @param stage from 1
   * @param k the stage derivative times the step size; it must be neither changed nor closed
   */
  void onStage(int block, int stage, NDArray k);
}
