package dev.highorder.demo.cli;

import dev.highorder.demo.cli.options.CheckpointOptions;
import dev.highorder.demo.cli.options.RealNumber;
import dev.highorder.demo.cli.options.WholeNumber;
import dev.highorder.demo.cli.training.CheckpointedNetwork;
import dev.highorder.demo.cli.training.Output;
import dev.highorder.demo.cli.training.TrainingDirectory;
import dev.highorder.demo.cli.training.TrainingJob;
import dev.highorder.demo.cli.training.TrainingRunner;
import dev.highorder.recipe.TrainingRecipe;
import dev.highorder.text.ForeignText;
import dev.highorder.training.checkpoint.Checkpoint;
import dev.highorder.training.checkpoint.Checkpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
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
      description =
          "Directory of the training run: the classifier's name with -training appended. Its newest"
              + " checkpoint may be given, too.")
  private Path directory;

  @Option(
      names = "--lr",
      converter = RealNumber.Rate.class,
      paramLabel = "RATE",
      description = "Another base learning rate from here on. Default: unchanged.")
  private Float learningRate;

  @Option(
      names = "--epochs",
      converter = WholeNumber.Repetitions.class,
      paramLabel = "N",
      description =
          "Another total number of epochs. A cosine schedule is stretched to them, so that the learning"
              + " rate jumps; milestones stay where they are. Default: unchanged.")
  private Integer epochs;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "The present folder of the same images, if they were moved. Default: where job.json says.")
  private Path data;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Another directory of the saved classifier. Default: where job.json says, which is next to"
              + " the training.")
  private Path out;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    TrainingDirectory training = TrainingDirectory.of(directory);
    TrainingJob stored = TrainingJob.read(training.job());
    stored.requireUsable(training.job());
    TrainingJob job = withPaths(stored);
    requireData(job, training);
    Checkpoint newest =
        Checkpoints.newest(
                training.checkpoints(), new CheckpointedNetwork(job.network(), job.data().kind()))
            .orElseThrow(
                () ->
                    new IOException(
                        "%s has no checkpoint yet. Start again with train --overwrite."
                            .formatted(ForeignText.show(directory))));
    TrainingRecipe before = newest.state().recipe();
    requireNewest(training, newest);
    TrainingRecipe recipe = changed(newest);
    System.err.println("Resuming from " + ForeignText.show(newest.directory()));
    // A classifier of this run is replaced, but none that happens to be where --out says.
    boolean isOwn = job.output().equals(stored.output());
    if (!isOwn && Files.exists(Path.of(job.output().classifier()))) {
      throw new IOException(
          ForeignText.show(out) + " exists already. Give another directory with --out.");
    }
    TrainingJob run = withoutLostSamples(job).with(checkpoints.spec(job.checkpoints()));
    TrainingRunner runner = new TrainingRunner(run, recipe, training, json);
    try {
      return runner.resume(before, job.equals(stored) ? Optional.empty() : Optional.of(job), isOwn);
    } catch (IllegalArgumentException e) {
      if (e.getMessage() == null) {
        throw e; // not one of ours
      }
      throw new IOException(e.getMessage(), e); // the options are right, what is on disk is not
    }
  }

  /** A path of a checkpoint is taken as messages print it, but the newest is what goes on. */
  private void requireNewest(TrainingDirectory training, Checkpoint newest) throws IOException {
    Path named = directory.toAbsolutePath().normalize();
    boolean isCheckpoint = named.startsWith(training.checkpoints());
    if (isCheckpoint
        && !named.equals(training.checkpoints())
        && !named.getFileName().equals(newest.directory().getFileName())) {
      throw new IOException(
          "%s is not the newest valid checkpoint, which is %s. A training run continues from that: give %s."
              .formatted(
                  ForeignText.show(named),
                  ForeignText.show(newest.directory()),
                  ForeignText.show(training.path())));
    }
  }

  private TrainingJob withPaths(TrainingJob stored) {
    TrainingJob job = stored;
    if (data != null) {
      job = job.with(job.data().in(absolute(data)));
    }
    return out == null ? job : job.with(job.output().to(absolute(out)));
  }

  /** A folder that is gone may have been moved with everything else: it is not made again. */
  private static TrainingJob withoutLostSamples(TrainingJob job) {
    Output output = job.output();
    if (output.samples() == null || Files.isDirectory(Path.of(output.samples()))) {
      return job;
    }
    System.err.println(
        ForeignText.show(output.samples()) + " is not there any more: no samples are written.");
    return job.with(new Output(output.classifier(), output.overwrite(), null));
  }

  private static String absolute(Path path) {
    return path.toAbsolutePath().normalize().toString();
  }

  private void requireData(TrainingJob job, TrainingDirectory training) throws IOException {
    if (!job.data().isThere()) {
      throw new IOException(
          data == null
              ? "%s is not there, but %s names it as the data set. Give its present folder with resume %s --data DIR."
                  .formatted(
                      ForeignText.show(job.data().folder()),
                      ForeignText.show(training.job()),
                      ForeignText.show(training.path()))
              : "%s does not exist. Give the place of the data set."
                  .formatted(ForeignText.show(data)));
    }
  }

  private TrainingRecipe changed(Checkpoint newest) {
    TrainingRecipe recipe = newest.state().recipe();
    TrainingRecipe.Builder changed = recipe.toBuilder();
    if (learningRate != null) {
      changed.optLearningRate(recipe.learningRate().withBase(learningRate));
    }
    if (epochs != null) {
      int begun = newest.state().position().begunEpochs();
      if (epochs < begun) {
        throw new IllegalArgumentException(
            "--epochs %s: the training run is in epoch %s already. Give at least %s."
                .formatted(epochs, begun, begun));
      }
      changed.optEpochs(epochs);
    }
    return changed.build();
  }
}
