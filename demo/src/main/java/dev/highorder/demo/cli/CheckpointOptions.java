package dev.highorder.demo.cli;

import dev.highorder.training.CheckpointPolicy;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Option;

/** The options that choose how often a training saves its state, and what is told of it. */
final class CheckpointOptions {

  @Option(
      names = "--checkpoint-every",
      paramLabel = "SECONDS",
      description = "Time between checkpoints within an epoch; there is one after every epoch too.",
      defaultValue = "300")
  private long seconds;

  @Option(
      names = "--keep-last",
      paramLabel = "N",
      description = "How many of the newest checkpoints are kept.",
      defaultValue = "2")
  private int keepLast;

  @Option(
      names = "--keep-best",
      paramLabel = "N",
      description = "How many checkpoints of the best epochs are kept.",
      defaultValue = "1")
  private int keepBest;

  @Option(
      names = "--telemetry",
      paramLabel = "STEPS",
      description =
          "Every so many steps, write the size of each stage's state to states.csv. Default: never.",
      defaultValue = "0")
  int telemetry;

  CheckpointPolicy policy(Path directory) {
    return CheckpointPolicy.in(directory)
        .every(Duration.ofSeconds(seconds))
        .keep(keepLast, keepBest);
  }
}
