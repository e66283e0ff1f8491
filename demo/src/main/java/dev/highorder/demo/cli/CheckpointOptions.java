package dev.highorder.demo.cli;

import dev.highorder.training.Recomputation;
import dev.highorder.training.checkpoint.CheckpointPolicy;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Option;

/** The options that choose how often a training saves its state, and what is told of it. */
final class CheckpointOptions {

  private static final long SECONDS = 300;
  private static final int KEEP_LAST = 2;
  private static final int KEEP_BEST = 1;

  @Option(
      names = "--checkpoint-every",
      paramLabel = "SECONDS",
      description =
          "Time between checkpoints within an epoch; there is one after every epoch too. Default:"
              + " 300.")
  private Long seconds;

  @Option(
      names = "--keep-last",
      paramLabel = "N",
      description = "How many of the newest checkpoints are kept. Default: 2.")
  private Integer keepLast;

  @Option(
      names = "--keep-best",
      paramLabel = "N",
      description = "How many checkpoints of the best epochs are kept. Default: 1.")
  private Integer keepBest;

  @Option(
      names = "--telemetry",
      paramLabel = "STEPS",
      description =
          "Every so many steps, write the size of each stage's state to states.csv. Default: never.")
  private Integer telemetry;

  @Option(
      names = "--recompute",
      paramLabel = "STACKS",
      description =
          "What is computed again in the backward pass, to save memory: ${COMPLETION-CANDIDATES}."
              + " Default: REVERSIBLE.")
  private Recomputation recomputation;

  /** What was asked for, as a job keeps it. */
  record Chosen(
      long seconds, int keepLast, int keepBest, int telemetry, Recomputation recomputation) {

    CheckpointPolicy policy(Path directory) {
      return CheckpointPolicy.in(directory)
          .every(Duration.ofSeconds(seconds))
          .keep(keepLast, keepBest);
    }
  }

  /** Returns what was asked for now, and else before, and else what is usual. */
  Chosen chosen(Chosen before) {
    Chosen base =
        before == null
            ? new Chosen(SECONDS, KEEP_LAST, KEEP_BEST, 0, Recomputation.REVERSIBLE)
            : before;
    return new Chosen(
        seconds == null ? base.seconds() : seconds,
        keepLast == null ? base.keepLast() : keepLast,
        keepBest == null ? base.keepBest() : keepBest,
        telemetry == null ? base.telemetry() : telemetry,
        recomputation == null ? base.recomputation() : recomputation);
  }
}
