package dev.highorder.training;

import static dev.highorder.training.ColourTraining.train;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.augmentation.Augmentation;
import dev.highorder.dataset.DataSplit;
import dev.highorder.dataset.UnreadableExampleException;
import dev.highorder.dataset.image.LabelledImages;
import dev.highorder.image.TestImages;
import dev.highorder.recipe.TrainingRecipe;
import dev.highorder.source.ImageFolder;
import dev.highorder.source.MemoryPolicy;
import dev.highorder.source.ReadingOptions;
import dev.highorder.storage.StorageException;
import dev.highorder.training.ColourTraining.Outcome;
import dev.highorder.training.callback.TrainingCallback;
import dev.highorder.training.callback.TrainingContext;
import dev.highorder.training.checkpoint.Checkpoints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A set that is decoded while it is trained on. */
class StreamedTrainingTest extends InterruptedRun {

  private static final TrainingRecipe RECIPE =
      recipe().optAugmentation(Augmentation.parseList("crop:1,flip,autoaugment")).build();

  /** Epochs have 6 batches, so this is in the middle of the second. */
  private static final int STEPS = 9;

  @BeforeEach
  void writeImages() throws IOException {
    for (int i = 0; i < IMAGES.size(); i++) {
      TestImages.write(file(i), IMAGES.image(i));
    }
  }

  private Path file(int number) {
    String colour = IMAGES.classes().get(IMAGES.label(number));
    return folder.resolve("data/train/%s/%03d.png".formatted(colour, number));
  }

  private LabelledImages read(MemoryPolicy policy) throws IOException {
    ReadingOptions options = ReadingOptions.builder().optMemory(policy).build();
    return new ImageFolder(folder.resolve("data"), options).read(DataSplit.TRAIN);
  }

  private Outcome fit(LabelledImages images, FitLoop loop) throws StorageException {
    return train(ColourTraining.networkWithDropout(), 1, model -> loop.fit(model, images, images));
  }

  private Outcome resume(LabelledImages images) throws StorageException {
    FitLoop loop = loop(RECIPE, new TrainingCallback() {});
    return train(
        ColourTraining.networkWithDropout(), 1, model -> loop.resume(model, images, images));
  }

  private Outcome whole() throws IOException {
    return fit(read(MemoryPolicy.HEAP), FitLoop.builder().setRecipe(RECIPE).build());
  }

  @Test
  void resumedInTheMiddleOfAnEpochItEqualsAnUninterruptedRunInMemory() throws IOException {
    LabelledImages stream = read(MemoryPolicy.STREAM);
    AtomicReference<FitLoop> loop = new AtomicReference<>();
    loop.set(loop(RECIPE, stopAfter(STEPS, loop)));
    assertThrows(TrainingStoppedException.class, () -> fit(stream, loop.get()));
    assertEquals(STEPS, savedSteps());

    assertEquals(whole().parameters(), resume(read(MemoryPolicy.STREAM)).parameters());
  }

  private long savedSteps() throws StorageException {
    return Checkpoints.newest(policy().directory()).orElseThrow().state().position().step();
  }

  @Test
  void aLostFileEndsTheRunWithACheckpointToResumeFrom() throws IOException {
    LabelledImages stream = read(MemoryPolicy.STREAM);
    byte[] bytes = Files.readAllBytes(file(50));
    TrainingCallback thief =
        new TrainingCallback() {
          @Override
          public void onBatchEnd(TrainingContext run) {
            try {
              if (run.state().position().step() == STEPS) {
                Files.deleteIfExists(file(50));
              }
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        };
    String message =
        assertThrows(UnreadableExampleException.class, () -> fit(stream, loop(RECIPE, thief)))
            .getMessage();
    assertTrue(message.contains("050.png does not exist"), message);
    assertTrue(message.contains("resume from " + policy().directory()), message);
    assertTrue(savedSteps() >= STEPS, "saved after step " + savedSteps());

    Files.write(file(50), bytes);
    assertEquals(whole().parameters(), resume(read(MemoryPolicy.STREAM)).parameters());
  }
}
