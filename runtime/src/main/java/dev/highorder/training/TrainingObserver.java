package dev.highorder.training;

import java.nio.file.Path;

/** Watches a training; each method is called on the thread that trains. */
public interface TrainingObserver {

  /** Called before the first step; a training that goes on has results already. */
  default void onStart(TrainingState state) {}

  /** Called after each step. */
  default void onStep(TrainingProgress progress) {}

  /** Called after each pass over the training set and its evaluation. */
  default void onEpoch(EpochResult result) {}

  /** Called when a checkpoint is on disk. */
  default void onCheckpoint(Path checkpoint) {}

  /** Called after the steps whose states were asked for. */
  default void onStages(StageNorms states) {}
}
