package dev.highorder.training;

/** Watches a training; each method is called on the thread that trains. */
public interface TrainingObserver {

  /** Called after each step. */
  default void onStep(TrainingProgress progress) {}

  /** Called after each pass over the training set and its evaluation. */
  default void onEpoch(EpochResult result) {}
}
