package dev.highorder.training.checkpoint;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * A rule that says where and when checkpoints are written, and how many are kept. There is always
 * one after each epoch.
 *
 * @param directory holds the checkpoints and nothing else
 * @param interval the longest time between two checkpoints within an epoch
 * @param steps within an epoch, one is written every so many training steps; 0 for never
 * @param keepLast how many of the newest are kept, at least 1
 * @param keepBest how many are kept of those after the epochs with the best validation accuracy, at
 *     least 0
 * @param replaces whether a new run removes the checkpoints of an older one, once its first
 *     training step is done; otherwise it is refused while there are any
 */
public record CheckpointPolicy(
    Path directory, Duration interval, int steps, int keepLast, int keepBest, boolean replaces) {

  /** Checks the ranges. */
  public CheckpointPolicy {
    Objects.requireNonNull(directory, "directory");
    Objects.requireNonNull(interval, "interval");
    if (interval.isNegative() || steps < 0 || keepLast < 1 || keepBest < 0) {
      throw new IllegalArgumentException(
          ("The checkpoints' interval is %s, steps %s, keepLast %s and keepBest %s. Give at least 0"
                  + " for interval, steps and keepBest, and at least 1 for keepLast.")
              .formatted(interval, steps, keepLast, keepBest));
    }
  }

  /**
   * Returns the default policy for a directory: a checkpoint every five minutes and after each
   * epoch; the newest two and that of the best epoch are kept. An older run is not replaced.
   */
  public static CheckpointPolicy in(Path directory) {
    return new CheckpointPolicy(directory, Duration.ofMinutes(5), 0, 2, 1, false);
  }

  /** Returns the same policy with another interval. */
  public CheckpointPolicy every(Duration interval) {
    return new CheckpointPolicy(directory, interval, steps, keepLast, keepBest, replaces);
  }

  /** Returns the same policy with a checkpoint every so many steps; 0 for never. */
  public CheckpointPolicy everySteps(int steps) {
    return new CheckpointPolicy(directory, interval, steps, keepLast, keepBest, replaces);
  }

  /** Returns the same policy with other numbers of checkpoints that are kept. */
  public CheckpointPolicy keep(int last, int best) {
    return new CheckpointPolicy(directory, interval, steps, last, best, replaces);
  }

  /**
   * Returns the same policy for a run that may replace an older one. A run that is refused, or
   * fails in its first training step, has removed nothing.
   */
  public CheckpointPolicy replacing(boolean replaces) {
    return new CheckpointPolicy(directory, interval, steps, keepLast, keepBest, replaces);
  }
}
