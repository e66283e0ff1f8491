package dev.highorder.demo.cli.training;

import dev.highorder.training.Recomputation;
import dev.highorder.training.checkpoint.CheckpointPolicy;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How often a training run saves its state, what it records beside, and what it recomputes. {@code
 * resume} may change all of it.
 *
 * @param seconds the time between checkpoints within an epoch
 * @param keepLast how many of the newest checkpoints are kept
 * @param keepBest how many checkpoints of the best epochs are kept
 * @param telemetry the training steps between two records of the stage norms; 0 for none
 * @param recomputation the activations that the backward pass computes again
 */
public record CheckpointSpec(
    long seconds, int keepLast, int keepBest, int telemetry, Recomputation recomputation) {

  /** The settings of a run that asks for nothing else. */
  public static final CheckpointSpec DEFAULT =
      new CheckpointSpec(300, 2, 1, 0, Recomputation.REVERSIBLE);

  CheckpointPolicy policy(Path directory) {
    return CheckpointPolicy.in(directory)
        .every(Duration.ofSeconds(seconds))
        .keep(keepLast, keepBest);
  }
}
