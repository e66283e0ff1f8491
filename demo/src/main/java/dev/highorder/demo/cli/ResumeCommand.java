package dev.highorder.demo.cli;

import dev.highorder.demo.cli.options.CheckpointOptions;
import dev.highorder.demo.cli.training.TrainingDirectory;
import dev.highorder.demo.cli.training.TrainingJob;
import dev.highorder.demo.cli.training.TrainingRunner;
import dev.highorder.recipe.TrainingRecipe;
import dev.highorder.training.checkpoint.Checkpoint;
import dev.highorder.training.checkpoint.Checkpoints;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verb {@code resume}: continues a training run that was stopped, was killed or diverged. */
@Command(
    name = "resume",
    description = "Continues a training run from its newest valid checkpoint.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class ResumeCommand implements Callable<Integer> {

  @Mixin private CheckpointOptions checkpoints;

  @Parameters(
      paramLabel = "TRAINING",
      description = "Directory of the training run: the classifier's name with -training appended.")
  private Path directory;

  @Option(
      names = "--lr",
      paramLabel = "RATE",
      description = "Another base learning rate from here on. Default: unchanged.")
  private Float learningRate;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Another total number of epochs. Default: unchanged.")
  private Integer epochs;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    TrainingDirectory training = new TrainingDirectory(directory.toAbsolutePath().normalize());
    TrainingJob job = TrainingJob.read(training.job());
    Checkpoint newest =
        Checkpoints.newest(training.checkpoints())
            .orElseThrow(
                () ->
                    new IOException(
                        "%s has no checkpoint yet. Start again with train --overwrite."
                            .formatted(directory)));
    TrainingRecipe recipe = newest.state().recipe();
    TrainingRecipe.Builder changed = recipe.toBuilder();
    if (learningRate != null) {
      changed.optLearningRate(recipe.learningRate().withBase(learningRate));
    }
    if (epochs != null) {
      changed.optEpochs(epochs);
    }
    System.err.println("Resuming from " + newest.directory());
    TrainingJob again = job.with(checkpoints.spec(job.checkpoints()));
    new TrainingRunner(again, changed.build(), training, json).resume();
    return 0;
  }
}
