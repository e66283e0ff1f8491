package dev.highorder.demo.cli;

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

/** {@code resume}: goes on with a training that was stopped, killed or has diverged. */
@Command(
    name = "resume",
    description = "Goes on with a training from its newest whole checkpoint.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class ResumeCommand implements Callable<Integer> {

  @Mixin private CheckpointOptions checkpoints;

  @Parameters(
      paramLabel = "TRAINING",
      description = "The directory of the training: that of the classifier with -training.")
  private Path directory;

  @Option(
      names = "--lr",
      paramLabel = "RATE",
      description = "Another highest learning rate from here on. Default: as it was.")
  private Float learningRate;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Another number of epochs in all. Default: as it was.")
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
                        "%s has no checkpoint yet. Start the training anew with train --overwrite."
                            .formatted(directory)));
    TrainingRecipe recipe = newest.state().recipe();
    TrainingRecipe.Builder changed = recipe.toBuilder();
    if (learningRate != null) {
      changed.optLearningRate(recipe.learningRate().withBase(learningRate));
    }
    if (epochs != null) {
      changed.optEpochs(epochs);
    }
    System.err.println("from " + newest.directory());
    TrainingJob again = job.with(checkpoints.chosen(job.checkpoints()));
    new TrainingRunner(again, changed.build(), training, json).resume();
    return 0;
  }
}
