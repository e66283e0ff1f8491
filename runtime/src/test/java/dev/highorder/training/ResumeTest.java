package dev.highorder.training;

import static dev.highorder.training.ColourTraining.coloured;
import static dev.highorder.training.ColourTraining.train;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.augmentation.Augmentation;
import dev.highorder.dataset.image.LabelledImages;
import dev.highorder.network.Network;
import dev.highorder.recipe.LearningRate;
import dev.highorder.recipe.TrainingRecipe;
import dev.highorder.recipe.UpdateRule;
import dev.highorder.storage.StorageException;
import dev.highorder.training.ColourTraining.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A training that was stopped and resumed is the training that was not, to the bit. */
class ResumeTest {

  private static final LabelledImages IMAGES = coloured(90);

  @TempDir Path folder;

  private static TrainingRecipe.Builder recipe() {
    return TrainingRecipe.quick(4).optBatchSize(16).optLearningRate(LearningRate.cosine(0.05f));
  }

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
        recipe().optMomentum(0).build());
  }

  private CheckpointPolicy policy() {
    return CheckpointPolicy.in(folder.resolve("checkpoints"));
  }

  /** Asks the loop to stop after so many steps. */
  private static TrainingObserver stopAfter(int steps, AtomicReference<FitLoop> loop) {
    return new TrainingObserver() {
      private int taken;

      @Override
      public void onStep(TrainingProgress progress) {
        if (++taken == steps) {
          loop.get().stop();
        }
      }
    };
  }

  private FitLoop loop(TrainingRecipe recipe, TrainingObserver observer) {
    return new FitLoop(recipe, observer).optCheckpoints(policy());
  }

  /** Runs until so many steps were taken, from the start or from the newest checkpoint. */
  private void runAndStop(TrainingRecipe recipe, int steps, boolean resumes) {
    AtomicReference<FitLoop> loop = new AtomicReference<>();
    loop.set(loop(recipe, stopAfter(steps, loop)));
    String message =
        assertThrows(
                StoppedException.class,
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

  private Outcome resumeToTheEnd(TrainingRecipe recipe) throws StorageException {
    return train(
        ColourTraining.networkWithDropout(),
        1,
        model -> loop(recipe, new TrainingObserver() {}).resume(model, IMAGES, IMAGES));
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void stoppedTwiceAndResumedIsTheSame(TrainingRecipe recipe) throws StorageException {
    Outcome whole =
        train(
            ColourTraining.networkWithDropout(),
            1,
            model -> new FitLoop(recipe, new TrainingObserver() {}).fit(model, IMAGES, IMAGES));

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
            model -> loop(recipe, new TrainingObserver() {}).fit(model, IMAGES, IMAGES));

    assertEquals(first, resumeToTheEnd(recipe));
    assertEquals(6, resumeToTheEnd(recipe.toBuilder().optEpochs(6).build()).epochs().size());
  }

  @Test
  void keepsTheNewestAndTheBest() throws IOException {
    TrainingRecipe recipe = recipe().optEpochs(6).build();
    Outcome outcome =
        train(
            ColourTraining.networkWithDropout(),
            1,
            model ->
                new FitLoop(recipe, new TrainingObserver() {})
                    .optCheckpoints(policy().everySteps(2).keep(3, 1))
                    .fit(model, IMAGES, IMAGES));

    double best = 0;
    int bestEpoch = 0;
    for (EpochResult result : outcome.epochs()) {
      if (result.validation().accuracy() > best) {
        best = result.validation().accuracy();
        bestEpoch = result.epoch();
      }
    }
    List<String> expected =
        new ArrayList<>(
            List.of(
                "epoch-000005-batch-00000002",
                "epoch-000005-batch-00000004",
                "epoch-000006-batch-00000000"));
    String nameOfBest = "epoch-%06d-batch-00000000".formatted(bestEpoch);
    if (!expected.contains(nameOfBest)) {
      expected.add(0, nameOfBest);
    }
    assertEquals(expected, checkpoints());
  }

  private List<String> checkpoints() throws IOException {
    try (Stream<Path> files = Files.list(policy().directory())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.equals("lock"))
          .sorted()
          .toList();
    }
  }

  /** Every file of a checkpoint, with a bit turned, cut short, or gone. */
  @Test
  void goesOnFromTheNewestThatIsWhole() throws IOException {
    TrainingRecipe recipe = recipe().build();
    runAndStop(recipe, 3, false);
    runAndStop(recipe, 2, true);
    List<String> names = checkpoints();
    assertEquals(List.of("epoch-000000-batch-00000003", "epoch-000000-batch-00000005"), names);
    Path newest = policy().directory().resolve(names.get(1));
    List<Path> files;
    try (Stream<Path> list = Files.list(newest)) {
      files = list.toList();
    }
    assertEquals(4, files.size());
    for (Path file : files) {
      byte[] bytes = Files.readAllBytes(file);
      byte[] turned = bytes.clone();
      turned[bytes.length / 2] ^= 1;
      for (byte[] damaged : new byte[][] {turned, Arrays.copyOf(bytes, 7), null}) {
        if (damaged == null) {
          Files.delete(file);
        } else {
          Files.write(file, damaged);
        }
        Path found = Checkpoints.newest(policy().directory()).orElseThrow().directory();
        assertEquals(names.get(0), found.getFileName().toString(), "damaged: " + file);
        Files.write(file, bytes);
      }
    }
    assertEquals(newest, Checkpoints.newest(policy().directory()).orElseThrow().directory());
  }

  /** The damaged checkpoint must not count as one of the newest that are kept, nor stay. */
  @Test
  void removesWhatIsDamagedAndKeepsWhatIsWritten() throws IOException {
    TrainingRecipe recipe = recipe().build();
    runAndStop(recipe, 3, false);
    runAndStop(recipe, 2, true);
    Path damaged = policy().directory().resolve("epoch-000000-batch-00000005");
    Files.writeString(damaged.resolve("state.json"), "{}");

    runAndStop(recipe, 1, true); // takes the fourth step only

    List<String> left = checkpoints();
    assertEquals(3, left.size(), left.toString());
    assertTrue(left.get(0).startsWith("damaged-epoch-000000-batch-00000005"), "put aside: " + left);
    assertEquals(
        List.of("epoch-000000-batch-00000003", "epoch-000000-batch-00000004"), left.subList(1, 3));
  }

  /** Another version's checkpoint is not damaged: nothing may go on behind its back. */
  @Test
  void refusesToPassOverAnotherVersion() throws IOException {
    runAndStop(recipe().build(), 3, false);
    runAndStop(recipe().build(), 2, true);
    Path manifest =
        policy().directory().resolve("epoch-000000-batch-00000005").resolve("checkpoint.json");
    Files.writeString(
        manifest, Files.readString(manifest).replace("\"format\": 1", "\"format\": 2"));

    assertRefused("Use the version that wrote it", () -> resumeToTheEnd(recipe().build()));
    assertTrue(Files.exists(manifest));
  }

  /** Persian digits in names would not be found again. */
  @Test
  void namesDoNotDependOnTheLocale() throws IOException {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("fa-IR"));
      runAndStop(recipe().build(), 3, false);
      assertEquals(List.of("epoch-000000-batch-00000003"), checkpoints());
    } finally {
      Locale.setDefault(before);
    }
    assertEquals(4, resumeToTheEnd(recipe().build()).epochs().size());
  }

  /** Killed while it replaced a checkpoint: the old one was moved aside, the new one not in. */
  @Test
  void bringsBackWhatWasMovedAside() throws IOException {
    runAndStop(recipe().build(), 3, false);
    Path only = policy().directory().resolve(checkpoints().get(0));
    Files.move(only, only.resolveSibling("." + only.getFileName() + ".old-" + new UUID(1, 2)));

    assertEquals(4, resumeToTheEnd(recipe().build()).epochs().size());
  }

  /** An old checkpoint that cannot be removed is no reason to end a training. */
  @Test
  void goesOnWhenAnOldCheckpointStays() throws IOException {
    TrainingRecipe recipe = recipe().build();
    runAndStop(recipe, 3, false);
    Path old = policy().directory().resolve(checkpoints().get(0));
    Files.writeString(Files.createDirectory(old.resolve("folder")).resolve("file"), "stays");

    assertEquals(4, resumeToTheEnd(recipe).epochs().size());
    assertTrue(Files.exists(old));
  }

  @Test
  void aStoppedLoopCanGoOn() throws StorageException {
    AtomicReference<FitLoop> loop = new AtomicReference<>();
    loop.set(loop(recipe().build(), stopAfter(3, loop)));
    assertThrows(
        StoppedException.class,
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

  /** What a killed process leaves behind is in nobody's way, and is removed. */
  @Test
  void removesLeftovers() throws IOException {
    TrainingRecipe recipe = recipe().build();
    runAndStop(recipe, 3, false);
    Path leftover =
        policy().directory().resolve(".epoch-000000-batch-00000009.new-" + new UUID(1, 2));
    Files.createDirectories(leftover);
    Files.writeString(leftover.resolve("state.json"), "{");

    resumeToTheEnd(recipe);

    assertFalse(Files.exists(leftover));
  }

  @Test
  void refusesOtherImagesNetworksAndRecipes() throws IOException {
    TrainingRecipe recipe = recipe().build();
    runAndStop(recipe, 3, false);

    assertRefused(
        "was trained on colours (90 images), not on these",
        () ->
            train(
                ColourTraining.networkWithDropout(),
                1,
                model ->
                    loop(recipe, new TrainingObserver() {}).resume(model, coloured(91), IMAGES)));
    Network other = ColourTraining.network();
    assertRefused(
        "does not fit the network",
        () ->
            train(
                other,
                1,
                model -> loop(recipe, new TrainingObserver() {}).resume(model, IMAGES, IMAGES)));
    Map<String, TrainingRecipe> recipes =
        Map.of(
            "batch size", recipe().optBatchSize(8).build(),
            "update rule", recipe().optRule(UpdateRule.ADAMW).build(),
            "seed", recipe().optSeed(2).build(),
            "momentum", recipe().optMomentum(0.8f).build(),
            "use of patience", recipe().optPatience(2).build());
    assertRefused(
        "cannot go on to 1 epochs",
        () -> {
          runAndStop(recipe, 6, true); // in the second epoch
          resumeToTheEnd(recipe().optEpochs(1).build());
        });
    recipes.forEach((what, changed) -> assertRefused(what, () -> resumeToTheEnd(changed)));
    assertRefused(
        "holds the checkpoints of a training already",
        () ->
            train(
                ColourTraining.networkWithDropout(),
                1,
                model -> loop(recipe, new TrainingObserver() {}).fit(model, IMAGES, IMAGES)));
    assertRefused(
        "holds no checkpoint",
        () ->
            train(
                ColourTraining.networkWithDropout(),
                1,
                model ->
                    new FitLoop(recipe, new TrainingObserver() {})
                        .optCheckpoints(CheckpointPolicy.in(folder.resolve("nothing")))
                        .resume(model, IMAGES, IMAGES)));
  }

  /** Two trainings in one directory would delete each other's checkpoints. */
  @Test
  void refusesASecondTrainingInTheSameDirectory() throws IOException {
    Checkpoints first = Checkpoints.open(policy());
    try {
      assertRefused("Another training saves its checkpoints", () -> Checkpoints.open(policy()));
    } finally {
      first.close();
    }
    Checkpoints.open(policy()).close();
  }

  /** The directory becomes a file half-way, as a volume goes away: what was saved is untouched. */
  @Test
  void stopsWhenACheckpointCannotBeWritten() throws IOException {
    TrainingRecipe recipe = recipe().build();
    Path good = folder.resolve("moved");
    TrainingObserver saboteur =
        new TrainingObserver() {
          @Override
          public void onEpoch(EpochResult result) {
            if (result.epoch() == 2) {
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

  /** A thing that fails. */
  @FunctionalInterface
  private interface Failing {
    void run() throws IOException;
  }

  private static String assertRefused(String part, Failing work) {
    String message = assertThrows(Exception.class, work::run).getMessage();
    assertTrue(message.contains(part), message);
    return message;
  }
}
