package dev.highorder.demo.experiment.run;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import dev.highorder.demo.experiment.run.RunFolder.Origin;
import dev.highorder.demo.experiment.run.RunResult.Epoch;
import dev.highorder.evaluation.Guessing;
import dev.highorder.storage.StorageException;
import dev.highorder.training.FitLoop;
import dev.highorder.training.callback.Progress;
import dev.highorder.training.callback.TrainingDivergedException;
import dev.highorder.training.callback.TrainingProgress;
import dev.highorder.training.checkpoint.CheckpointPolicy;
import dev.highorder.training.checkpoint.Checkpoints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** One run, from its network to its result; it continues from its checkpoint if there is one. */
final class TrainingTask {

  private static final Duration CHECKPOINTS = Duration.ofMinutes(1);

  private final Origin origin;
  private final ExampleSets examples;
  private final Path checkpoints;
  private final RunCurve curve = new RunCurve();
  private final FitLoop loop;

  /**
   * Creates a task.
   *
   * @param progress receives the progress after each training step
   */
  TrainingTask(
      Origin origin, ExampleSets examples, Path checkpoints, Consumer<TrainingProgress> progress) {
    this.origin = origin;
    this.examples = examples;
    this.checkpoints = checkpoints;
    loop =
        FitLoop.builder()
            .setRecipe(origin.plan().recipe(origin.seed()))
            .optCallback(curve)
            .optCallback(new Progress(progress))
            .optCheckpoints(CheckpointPolicy.in(checkpoints).every(CHECKPOINTS).keep(1, 0))
            .build();
  }

  /** Asks the run to stop after its batch, with a checkpoint. */
  void stop() {
    loop.stop();
  }

  /**
   * Trains to the end.
   *
   * @throws dev.highorder.training.TrainingStoppedException if it was stopped; the next task
   *     continues
   * @throws IOException if a file cannot be read or written
   */
  RunResult run(Engine engine, Device device) throws IOException {
    long start = System.nanoTime();
    ExampleSets.Part training = examples.training(origin.plan().trainingImages());
    ExampleSets.Part test = examples.test(origin.plan().testImages());
    String message = "";
    try (Model model =
        Model.newInstance(origin.plan().network().stack(), device, engine.getEngineName())) {
      model.setBlock(origin.plan().network().create(training.images().classes().size()));
      fit(model, training, test);
    } catch (TrainingDivergedException e) {
      message = e.getMessage();
    }
    return new RunResult(
        message.isEmpty(),
        message,
        Guessing.on(test.images()).accuracy(),
        training.images().classes().size(),
        curve.samples(),
        curve.epochs().stream()
            .map(
                epoch ->
                    new Epoch(
                        RunCurve.finite(epoch.training().loss()),
                        epoch.training().accuracy(),
                        RunCurve.finite(epoch.validation().loss()),
                        epoch.validation().accuracy()))
            .toList(),
        curve.seconds(),
        (System.nanoTime() - start) / 1e9);
  }

  private void fit(Model model, ExampleSets.Part training, ExampleSets.Part test)
      throws StorageException {
    if (Files.isDirectory(checkpoints) && Checkpoints.newest(checkpoints).isPresent()) {
      loop.resume(model, training.images(), test.images());
    } else {
      loop.fit(model, training.images(), test.images(), examples.format());
    }
  }

  /** Removes the checkpoints, once the result is written. */
  void removeCheckpoints() throws IOException {
    if (!Files.isDirectory(checkpoints)) {
      return;
    }
    try (Stream<Path> files = Files.walk(checkpoints)) {
      files
          .sorted(Comparator.reverseOrder())
          .forEach(
              file -> {
                try {
                  Files.delete(file);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }
}
