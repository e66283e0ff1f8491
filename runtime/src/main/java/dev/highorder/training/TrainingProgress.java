package dev.highorder.training;

import dev.highorder.evaluation.Evaluation;
import java.time.Duration;

/**
 * Where a training stands after a step.
 *
 * @param epoch the pass, from 1
 * @param epochs the passes in all
 * @param batch the step of the pass, from 1
 * @param batches the steps of a pass
 * @param soFar the mean over the pass until now
 * @param elapsed the time since the start
 * @param remaining the time until the end, at the pace until now
 */
public record TrainingProgress(
    int epoch,
    int epochs,
    int batch,
    int batches,
    Evaluation soFar,
    Duration elapsed,
    Duration remaining) {

  /** Returns the share of all steps that are done, from 0 to 1. */
  public double share() {
    return ((epoch - 1.0) * batches + batch) / ((double) epochs * batches);
  }
}
