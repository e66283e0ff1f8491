package dev.highorder.demo.cli.options;

import dev.highorder.demo.cli.training.CheckpointSpec;
import dev.highorder.training.Recomputation;
import picocli.CommandLine.Option;

/** The options that choose how often a run saves its state, what it records and recomputes. */
public final class CheckpointOptions {

  @Option(
      names = "--checkpoint-every",
      converter = WholeNumber.Seconds.class,
      paramLabel = "SECONDS",
      description =
          "Time between checkpoints within an epoch; there is one after each epoch too. Default:"
              + " 300.")
  private Integer seconds;

  @Option(
      names = "--keep-last",
      converter = WholeNumber.Count.class,
      paramLabel = "N",
      description = "How many of the newest checkpoints are kept. Default: 2.")
  private Integer keepLast;

  @Option(
      names = "--keep-best",
      converter = WholeNumber.CountOrNone.class,
      paramLabel = "N",
      description = "How many checkpoints of the best epochs are kept. Default: 1.")
  private Integer keepBest;

  @Option(
      names = "--telemetry",
      converter = WholeNumber.RepetitionsOrNone.class,
      paramLabel = "STEPS",
      description =
          "Every STEPS training steps, write the norm of each stage to stages.csv; 0 for never. Default:"
              + " never.")
  private Integer telemetry;

  @Option(
      names = "--recompute",
      paramLabel = "STACKS",
      description =
          "Stacks whose activations are computed again in the backward pass, to save memory:"
              + " ${COMPLETION-CANDIDATES}. Default: REVERSIBLE.")
  private Recomputation recomputation;

  /** Returns these settings, with those that were not given taken from others. */
  public CheckpointSpec spec(CheckpointSpec otherwise) {
    return new CheckpointSpec(
        seconds == null ? otherwise.seconds() : seconds,
        keepLast == null ? otherwise.keepLast() : keepLast,
        keepBest == null ? otherwise.keepBest() : keepBest,
        telemetry == null ? otherwise.telemetry() : telemetry,
        recomputation == null ? otherwise.recomputation() : recomputation);
  }
}
