package dev.highorder.training;

import static dev.highorder.training.ColourTraining.coloured;
import static dev.highorder.training.ColourTraining.train;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.dataset.image.LabelledImages;
import dev.highorder.recipe.LearningRate;
import dev.highorder.recipe.TrainingRecipe;
import dev.highorder.storage.StorageException;
import dev.highorder.training.ColourTraining.Outcome;
import dev.highorder.training.callback.TrainingCallback;
import dev.highorder.training.callback.TrainingContext;
import dev.highorder.training.checkpoint.CheckpointPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** The base of tests that interrupt a run after some steps and resume it. */
abstract class InterruptedRun {

  static final LabelledImages IMAGES = coloured(90);

  @TempDir Path folder;

  static TrainingRecipe.Builder recipe() {
    return TrainingRecipe.quick(4).optBatchSize(16).optLearningRate(LearningRate.cosine(0.05f));
  }

  CheckpointPolicy policy() {
    return CheckpointPolicy.in(folder.resolve("checkpoints"));
  }

  /** Asks the loop to stop after so many steps. */
  static TrainingCallback stopAfter(int steps, AtomicReference<FitLoop> loop) {
    return new TrainingCallback() {
      private int taken;

      @Override
      public void onBatchEnd(TrainingContext run) {
        if (++taken == steps) {
          loop.get().stop();
        }
      }
    };
  }

  FitLoop loop(TrainingRecipe recipe, TrainingCallback observer) {
    return FitLoop.builder()
        .setRecipe(recipe)
        .optCallback(observer)
        .optCheckpoints(policy())
        .build();
  }

  /** Runs until so many steps were taken, from the start or from the newest checkpoint. */
  void runAndStop(TrainingRecipe recipe, int steps, boolean resumes) {
    AtomicReference<FitLoop> loop = new AtomicReference<>();
    loop.set(loop(recipe, stopAfter(steps, loop)));
    String message =
        assertThrows(
                TrainingStoppedException.class,
                () ->
                    train(
                        ColourTraining.networkWithDropout(),
                        1,
                        model ->
                            resumes
                                ? loop.get().resume(model, IMAGES, IMAGES)
                                : loop.get().fit(model, IMAGES, IMAGES)))
            .getMessage();
    assertTrue(message.contains("resume from " + policy().directory()), message);
  }

  Outcome resumeToTheEnd(TrainingRecipe recipe) throws StorageException {
    return train(
        ColourTraining.networkWithDropout(),
        1,
        model -> loop(recipe, new TrainingCallback() {}).resume(model, IMAGES, IMAGES));
  }

  List<String> checkpoints() throws IOException {
    try (Stream<Path> files = Files.list(policy().directory())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.equals("lock"))
          .sorted()
          .toList();
    }
  }

  /** Work that is expected to fail. */
  @FunctionalInterface
  interface Failing {
    void run() throws IOException;
  }

  static String assertRefused(String part, Failing work) {
    String message = assertThrows(Exception.class, work::run).getMessage();
    assertTrue(message.contains(part), message);
    return message;
  }
}
