package dev.highorder.training;

import static dev.highorder.training.ColourTraining.coloured;
import static dev.highorder.training.ColourTraining.train;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.augmentation.Augmentation;
import dev.highorder.network.Network;
import dev.highorder.recipe.FineTuning;
import dev.highorder.recipe.LearningRate;
import dev.highorder.recipe.TrainingRecipe;
import dev.highorder.recipe.UpdateRule;
import dev.highorder.storage.StorageException;
import dev.highorder.training.ColourTraining.Outcome;
import dev.highorder.training.callback.TrainingCallback;
import dev.highorder.training.callback.TrainingContext;
import dev.highorder.training.checkpoint.CheckpointPolicy;
import dev.highorder.training.state.EpochResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A run that was interrupted and resumed equals one that was not, bit for bit. */
class ResumeTest extends InterruptedRun {

  static Stream<TrainingRecipe> recipes() {
    return Stream.of(
        recipe().build(),
        recipe()
            .optRule(UpdateRule.NESTEROV)
            .optLearningRate(LearningRate.steps(0.05f, 0.1f, List.of(1, 2)).withWarmUp(1))
            .optClipNorm(0.5f)
            .optAccumulation(2)
            .build(),
        recipe()
            .optRule(UpdateRule.ADAMW)
            .optAveraging(0.9f)
            .optPatience(2)
            .optLabelSmoothing(0.1f)
            .optAugmentation(Augmentation.parseList("crop:1,flip,autoaugment,cutout:3"))
            .build(),
        recipe().optMomentum(0).build(),
        recipe()
            .optRule(UpdateRule.TORCH_SGD)
            .optLearningRate(LearningRate.steps(0.05f, 0.1f, List.of(1)).withWarmUp(1))
            .optDecayOfNormalisation(true)
            .build(),
        recipe()
            .optRule(UpdateRule.ADAMW)
            .optAccumulation(2)
            .optFineTuning(new FineTuning("stem", 0.5f))
            .build(),
        recipe()
            .optRule(UpdateRule.NESTEROV)
            .optAveraging(0.9f)
            .optPatience(2)
            .optFineTuning(new FineTuning("stack1", 1))
            .build());
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void stoppedTwiceAndResumedIsTheSame(TrainingRecipe recipe) throws StorageException {
    Outcome whole =
        train(
            ColourTraining.networkWithDropout(),
            1,
            model -> FitLoop.builder().setRecipe(recipe).build().fit(model, IMAGES, IMAGES));

    runAndStop(recipe, 3, false); // in the first of four epochs of six batches
    runAndStop(recipe, 9, true); // at the end of the second
    Outcome resumed = resumeToTheEnd(recipe);

    assertEquals(whole.parameters(), resumed.parameters());
    assertEquals(
        whole.epochs().stream().map(ResumeTest::learned).toList(),
        resumed.epochs().stream().map(ResumeTest::learned).toList());
  }

  /** All of a result but what depends on the clock. */
  private static List<Object> learned(EpochResult result) {
    return List.of(result.epoch(), result.training(), result.validation(), result.learningRate());
  }

  @Test
  void aCompleteTrainingHasNothingLeftToDo() throws StorageException {
    TrainingRecipe recipe = recipe().build();
    Outcome first =
        train(
            ColourTraining.networkWithDropout(),
            1,
            model -> loop(recipe, new TrainingCallback() {}).fit(model, IMAGES, IMAGES));

    assertEquals(first, resumeToTheEnd(recipe));
    assertEquals(6, resumeToTheEnd(recipe.toBuilder().optEpochs(6).build()).epochs().size());
  }

  @Test
  void aStoppedLoopCanGoOn() throws StorageException {
    AtomicReference<FitLoop> loop = new AtomicReference<>();
    loop.set(loop(recipe().build(), stopAfter(3, loop)));
    assertThrows(
        TrainingStoppedException.class,
        () ->
            train(
                ColourTraining.networkWithDropout(),
                1,
                model -> loop.get().fit(model, IMAGES, IMAGES)));

    Outcome resumed =
        train(
            ColourTraining.networkWithDropout(),
            1,
            model -> loop.get().resume(model, IMAGES, IMAGES));

    assertEquals(4, resumed.epochs().size());
  }

  @Test
  void refusesOtherExamplesNetworksAndRecipes() throws IOException {
    TrainingRecipe recipe = recipe().build();
    runAndStop(recipe, 3, false);

    assertRefused(
        "was trained on colours (90 examples), but the training set is colours (91",
        () ->
            train(
                ColourTraining.networkWithDropout(),
                1,
                model ->
                    loop(recipe, new TrainingCallback() {}).resume(model, coloured(91), IMAGES)));
    Network other = ColourTraining.network();
    assertRefused(
        "does not fit the network",
        () ->
            train(
                other,
                1,
                model -> loop(recipe, new TrainingCallback() {}).resume(model, IMAGES, IMAGES)));
    Map<String, TrainingRecipe> recipes =
        Map.of(
            "batch size", recipe().optBatchSize(8).build(),
            "update rule", recipe().optRule(UpdateRule.ADAMW).build(),
            "seed", recipe().optSeed(2).build(),
            "momentum", recipe().optMomentum(0.8f).build(),
            "use of patience", recipe().optPatience(2).build());
    assertRefused(
        "cannot end after 1 epochs",
        () -> {
          runAndStop(recipe, 6, true); // in the second epoch
          resumeToTheEnd(recipe().optEpochs(1).build());
        });
    recipes.forEach((what, changed) -> assertRefused(what, () -> resumeToTheEnd(changed)));
    assertRefused(
        "holds the checkpoints of another run",
        () ->
            train(
                ColourTraining.networkWithDropout(),
                1,
                model -> loop(recipe, new TrainingCallback() {}).fit(model, IMAGES, IMAGES)));
    assertRefused(
        "holds no checkpoint",
        () ->
            train(
                ColourTraining.networkWithDropout(),
                1,
                model ->
                    FitLoop.builder()
                        .setRecipe(recipe)
                        .optCheckpoints(CheckpointPolicy.in(folder.resolve("nothing")))
                        .build()
                        .resume(model, IMAGES, IMAGES)));
  }

  /** The directory becomes a file half-way, as a volume goes away: what was saved is untouched. */
  @Test
  void stopsWhenACheckpointCannotBeWritten() throws IOException {
    TrainingRecipe recipe = recipe().build();
    Path good = folder.resolve("moved");
    TrainingCallback saboteur =
        new TrainingCallback() {
          @Override
          public void onCheckpoint(TrainingContext run, Path checkpoint) {
            if (checkpoint.endsWith("epoch-000002-batch-00000000")) {
              try {
                Files.move(policy().directory(), good);
                Files.writeString(policy().directory(), "in the way");
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            }
          }
        };
    String message =
        assertRefused(
            "The last good checkpoint is",
            () ->
                train(
                    ColourTraining.networkWithDropout(),
                    1,
                    model -> loop(recipe, saboteur).fit(model, IMAGES, IMAGES)));

    assertTrue(message.contains("epoch-000002-batch-00000000"), message);
    Files.delete(policy().directory());
    Files.move(good, policy().directory());
    assertEquals(4, resumeToTheEnd(recipe).epochs().size());
  }
}
