package dev.highorder.training;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * Where and how often a training saves its whole state: after every epoch, and within epochs.
 *
 * @param directory what holds the checkpoints, and nothing else
 * @param interval within an epoch, a checkpoint is written when so much time has passed since the
 *     last
 * @param steps within an epoch, a checkpoint is written every so many steps; 0 for never
 * @param keepLast how many of the newest are kept, at least 1
 * @param keepBest how many are kept of those after an epoch that have the best accuracy on the
 *     held-out images, 0 or more
 */
public record CheckpointPolicy(
    Path directory, Duration interval, int steps, int keepLast, int keepBest) {

  /** Checks the ranges. */
  public CheckpointPolicy {
    Objects.requireNonNull(directory, "directory");
    Objects.requireNonNull(interval, "interval");
    if (interval.isNegative() || steps < 0 || keepLast < 1 || keepBest < 0) {
      throw new IllegalArgumentException(
          "The checkpoints' interval %s, steps %d, last %d and best %d must be 0, 0, 1, 0 or more."
              .formatted(interval, steps, keepLast, keepBest));
    }
  }

  /** A checkpoint every five minutes and after every epoch; the last two and the best are kept. */
  public static CheckpointPolicy in(Path directory) {
    return new CheckpointPolicy(directory, Duration.ofMinutes(5), 0, 2, 1);
  }

  /** The same with another interval. */
  public CheckpointPolicy every(Duration interval) {
    return new CheckpointPolicy(directory, interval, steps, keepLast, keepBest);
  }

  /** The same with checkpoints every so many steps. */
  public CheckpointPolicy everySteps(int steps) {
    return new CheckpointPolicy(directory, interval, steps, keepLast, keepBest);
  }

  /** The same keeping so many of the newest and of the best. */
  public CheckpointPolicy keep(int last, int best) {
    return new CheckpointPolicy(directory, interval, steps, last, best);
  }
}
