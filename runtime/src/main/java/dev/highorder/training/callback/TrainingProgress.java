package dev.highorder.training.callback;

import dev.highorder.evaluation.Evaluation;
import java.time.Duration;

/**
 * The progress of a run after a training step.
 *
 * @param epoch the current epoch, from 1
 * @param epochs the number of epochs of the recipe
 * @param batch the batch of the epoch, from 1
 * @param batches the number of batches of an epoch
 * @param soFar the mean training metrics of the epoch until now
 * @param elapsed the time since the run was started or resumed
 * @param remaining the estimated time until its end, at the pace since then
 */
public record TrainingProgress(
    int epoch,
    int epochs,
    int batch,
    int batches,
    Evaluation soFar,
    Duration elapsed,
    Duration remaining) {

  /** Returns the share of all training steps that are done, from 0 to 1. */
  public double share() {
    return ((epoch - 1.0) * batches + batch) / ((double) epochs * batches);
  }
}
