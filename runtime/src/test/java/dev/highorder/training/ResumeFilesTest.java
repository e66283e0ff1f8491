package dev.highorder.training;

import static dev.highorder.training.ColourTraining.train;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.recipe.TrainingRecipe;
import dev.highorder.training.ColourTraining.Outcome;
import dev.highorder.training.callback.TrainingCallback;
import dev.highorder.training.checkpoint.CheckpointPolicy;
import dev.highorder.training.checkpoint.Checkpoints;
import dev.highorder.training.state.EpochResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checkpoints on disk: which are kept, and what a run is resumed from when files are damaged. */
class ResumeFilesTest extends InterruptedRun {

  @Test
  void keepsTheNewestAndTheBest() throws IOException {
    TrainingRecipe recipe = recipe().optEpochs(6).build();
    Outcome outcome =
        train(
            ColourTraining.networkWithDropout(),
            1,
            model ->
                FitLoop.builder()
                    .setRecipe(recipe)
                    .optCheckpoints(policy().everySteps(2).keep(3, 1))
                    .build()
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
    assertTrue(left.get(0).startsWith("damaged-epoch-000000-batch-00000005"), "renamed: " + left);
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
        manifest, Files.readString(manifest).replace("\"format\": 2", "\"format\": 3"));

    assertRefused("Use the version that wrote it", () -> resumeToTheEnd(recipe().build()));
    assertTrue(Files.exists(manifest));
  }

  /**
   * One of another network, by the names or by the shapes of its tensors, got among the checkpoints
   * of a run: by hand, or by two runs that shared a folder.
   */
  @ParameterizedTest
  @ValueSource(ints = {0, 8})
  void goesOnFromTheNewestOfThisNetwork(int width) throws IOException {
    runAndStop(recipe().build(), 3, false);
    Path foreign = folder.resolve("foreign");
    train(
        width == 0 ? ColourTraining.network() : ColourTraining.networkWithDropout(width),
        1,
        model ->
            FitLoop.builder()
                .setRecipe(recipe().optEpochs(2).build())
                .optCheckpoints(CheckpointPolicy.in(foreign))
                .build()
                .fit(model, IMAGES, IMAGES));
    String newest = "epoch-000002-batch-00000000";
    Files.move(foreign.resolve(newest), policy().directory().resolve(newest));

    assertEquals(4, resumeToTheEnd(recipe().build()).epochs().size());

    assertTrue(checkpoints().get(0).startsWith("damaged-" + newest), checkpoints().toString());
  }

  @Test
  void namesTheDifferenceIfNoCheckpointIsOfThisNetwork() {
    runAndStop(recipe().build(), 3, false);

    assertRefused(
        "does not fit the network: it lacks",
        () ->
            train(
                ColourTraining.network(),
                1,
                model ->
                    loop(recipe().build(), new TrainingCallback() {})
                        .resume(model, IMAGES, IMAGES)));
    assertRefused(
        "; the network has (",
        () ->
            train(
                ColourTraining.networkWithDropout(8),
                1,
                model ->
                    loop(recipe().build(), new TrainingCallback() {})
                        .resume(model, IMAGES, IMAGES)));
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

  /**
   * Killed while it replaced a checkpoint: the old one was renamed, the new one is not in its
   * place.
   */
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

  /** Leftovers of a killed process do no harm, and are removed. */
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

  /** Two trainings in one directory would delete each other's checkpoints. */
  @Test
  void refusesASecondTrainingInTheSameDirectory() throws IOException {
    Checkpoints first = Checkpoints.open(policy());
    try {
      assertRefused("Another training run saves its checkpoints", () -> Checkpoints.open(policy()));
    } finally {
      first.close();
    }
    Checkpoints.open(policy()).close();
  }
}
