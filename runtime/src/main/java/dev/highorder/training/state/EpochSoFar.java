package dev.highorder.training.state;

import dev.highorder.evaluation.Evaluation;

/**
 * The part of an epoch that is done.
 *
 * @param sums the training metrics, as sums over its examples
 * @param seconds the time that it has taken
 * @param waited the seconds of these that were spent waiting for batches
 */
public record EpochSoFar(Evaluation.RunningMetrics.Sums sums, double seconds, double waited) {

  /** An epoch before its first batch. */
  public static final EpochSoFar NOTHING =
      new EpochSoFar(Evaluation.RunningMetrics.Sums.NONE, 0, 0);

  /** Returns the mean training metrics so far; zeros before the first batch. */
  public Evaluation evaluation() {
    return new Evaluation.RunningMetrics(sums).result();
  }
}
