package dev.highorder.demo.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Model;
import ai.djl.nn.Parameter;
import dev.highorder.artifact.SavedClassifier;
import dev.highorder.dataset.ExampleSet;
import dev.highorder.engine.Engines;
import dev.highorder.network.Network;
import dev.highorder.recipe.TrainingRecipe;
import dev.highorder.storage.StorageException;
import dev.highorder.training.FitLoop;
import dev.highorder.training.TrainingRun;
import dev.highorder.training.TrainingStoppedException;
import dev.highorder.training.callback.TrainingCallback;
import dev.highorder.training.callback.TrainingContext;
import dev.highorder.training.checkpoint.CheckpointPolicy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * A training of seconds, on one thread so that it repeats exactly. It is run whole, stopped and
 * resumed, or saved.
 *
 * @param network returns the network, a new one in each call
 * @param recipe epochs of fewer than 8 batches
 */
record SmallTraining(Supplier<Network> network, TrainingRecipe recipe) {

  /** A batch of the second epoch. */
  private static final int BATCHES_UNTIL_STOP = 8;

  /** The two sets of a training. */
  record Sets(ExampleSet training, ExampleSet validation) {}

  /** How a loop trains a model. */
  private interface Fit {
    TrainingRun run(Model model) throws StorageException;
  }

  private FitLoop.Builder loop() {
    return FitLoop.builder().setRecipe(recipe);
  }

  private static TrainingRun train(Network network, Fit fit) throws StorageException {
    try (Model model = Model.newInstance("small", Engines.start("", 1).getEngineName())) {
      model.setBlock(network);
      return fit.run(model);
    }
  }

  private List<Float> parametersAfter(Fit fit) throws StorageException {
    Network trained = network.get();
    List<Float> values = new ArrayList<>();
    train(
        trained,
        model -> {
          TrainingRun run = fit.run(model);
          for (Parameter parameter : trained.getParameters().values()) {
            for (float value : parameter.getArray().toFloatArray()) {
              values.add(value);
            }
          }
          return run;
        });
    return values;
  }

  /** Returns all parameters after a whole run. */
  List<Float> parametersAfter(Sets sets) throws StorageException {
    return parametersAfter(model -> loop().build().fit(model, sets.training(), sets.validation()));
  }

  /**
   * Stops a run in its second epoch, resumes it, and compares its parameters with those of a whole
   * run.
   *
   * @param again sets equal to the first, with which the run is resumed
   */
  void requireExactResume(Path checkpoints, Sets sets, Sets again) throws StorageException {
    List<Float> expected = parametersAfter(sets);
    stopInSecondEpoch(checkpoints, sets);
    assertEquals(expected, parametersAfter(resuming(checkpoints, again)));
  }

  private void stopInSecondEpoch(Path checkpoints, Sets sets) {
    AtomicReference<FitLoop> loop = new AtomicReference<>();
    TrainingCallback stopping =
        new TrainingCallback() {
          private int taken;

          @Override
          public void onBatchEnd(TrainingContext run) {
            if (++taken == BATCHES_UNTIL_STOP) {
              loop.get().stop();
            }
          }
        };
    loop.set(loop().optCallback(stopping).optCheckpoints(CheckpointPolicy.in(checkpoints)).build());
    assertThrows(
        TrainingStoppedException.class,
        () -> parametersAfter(m -> loop.get().fit(m, sets.training(), sets.validation())));
  }

  private Fit resuming(Path checkpoints, Sets sets) {
    FitLoop loop = loop().optCheckpoints(CheckpointPolicy.in(checkpoints)).build();
    return model -> loop.resume(model, sets.training(), sets.validation());
  }

  /** Requires that a run is not resumed with other examples. */
  void requireRefusal(Path checkpoints, Sets others) {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> parametersAfter(resuming(checkpoints, others)))
            .getMessage();
    assertTrue(message.contains("Give the same set"), message);
  }

  /** Trains and saves a classifier, and returns its directory. */
  Path saved(Path directory, Sets sets) throws StorageException {
    Network trained = network.get();
    train(
        trained,
        model -> {
          TrainingRun run = loop().build().fit(model, sets.training(), sets.validation());
          SavedClassifier.save(directory, trained, run, false);
          return run;
        });
    return directory;
  }
}
