package dev.highorder.demo.integration;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import ai.djl.training.dataset.Batch;
import dev.highorder.artifact.SavedClassifier;
import dev.highorder.augmentation.Augmentation;
import dev.highorder.classifier.ImageClassifier;
import dev.highorder.dataset.BatchQueue;
import dev.highorder.dataset.ExampleDataset;
import dev.highorder.demo.integration.SmallTraining.Sets;
import dev.highorder.engine.Engines;
import dev.highorder.evaluation.ClassificationReport;
import dev.highorder.network.Layout;
import dev.highorder.network.Network;
import dev.highorder.recipe.LearningRate;
import dev.highorder.recipe.TrainingRecipe;
import dev.highorder.storage.StorageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A kind of example that this library does not have, read while it is used: batched, trained,
 * resumed, evaluated, saved and loaded without a line for it in the library.
 */
class VectorExamplesTest {

  @TempDir Path folder;
  private VectorFile training;
  private VectorFile validation;

  @BeforeEach
  void write() throws IOException {
    Engines.start("", 1);
    training = VectorFile.write(folder.resolve("training.bin"), 90, 1);
    validation = VectorFile.write(folder.resolve("validation.bin"), 60, 2);
  }

  @AfterEach
  void close() throws IOException {
    training.close();
    validation.close();
    Engines.start("", Runtime.getRuntime().availableProcessors());
  }

  private static Network network() {
    return Network.builder()
        .setClasses(3)
        .setWidths(8)
        .setBlocks(2)
        .setStack(HandWrittenStack::new)
        .optLayout(Layout.VECTOR)
        .build();
  }

  @Test
  void isBatchedInItsFormat() {
    VectorFormat format = training.measuredFormat();
    ExampleDataset dataset =
        ExampleDataset.builder().setExamples(training).setFormat(format).optBatchSize(90).build();
    try (NDManager manager = NDManager.newBaseManager();
        BatchQueue queue = dataset.prefetch(manager, 0, 0);
        Batch batch = queue.next()) {
      NDArray data = batch.getData().head();
      assertEquals(new Shape(90, 6), data.getShape());
      float[] means = data.mean(new int[] {0}).toFloatArray();
      float[] squares = data.square().mean(new int[] {0}).toFloatArray();
      assertArrayEquals(new float[6], means, 1e-4f);
      assertArrayEquals(new float[] {1, 1, 1, 1, 1, 1}, squares, 1e-3f);
      assertEquals(
          (training.read(7)[3] - format.mean().get(3)) / format.std().get(3), data.getFloat(7, 3));
    }
  }

  @Test
  void refusesAugmentationOfImages() {
    ExampleDataset.Builder builder =
        ExampleDataset.builder()
            .setExamples(training)
            .setFormat(training.measuredFormat())
            .optAugmentation(List.of(Augmentation.flip()), 1);
    String message = assertThrows(IllegalArgumentException.class, builder::build).getMessage();
    assertEquals(
        "vectors in training.bin: the augmentation [flip] changes images, but these examples are of another kind. Train without augmentation.",
        message);
  }

  /** A set whose file disappears fails loudly, on the thread that trains. */
  @Test
  void namesTheSetThatCannotBeRead() throws IOException {
    ExampleDataset dataset =
        ExampleDataset.builder().setExamples(training).setFormat(training.measuredFormat()).build();
    training.close();
    try (NDManager manager = NDManager.newBaseManager();
        BatchQueue queue = dataset.prefetch(manager, 0, 0)) {
      Exception e = assertThrows(IllegalStateException.class, queue::next);
      assertTrue(e.getMessage().startsWith("vectors in training.bin: a batch cannot be prepared"));
      assertEquals(UncheckedIOException.class, e.getCause().getClass());
    }
  }

  private static SmallTraining small() {
    return new SmallTraining(
        VectorExamplesTest::network,
        TrainingRecipe.quick(6)
            .optBatchSize(16)
            .optLearningRate(LearningRate.cosine(0.1f))
            .build());
  }

  @Test
  void stoppedInAnEpochAndResumedIsTheSame() throws IOException {
    Sets sets = new Sets(training, validation);
    small().requireExactResume(folder.resolve("checkpoints"), sets, sets);
  }

  @Test
  void isEvaluatedSavedAndLoadedWithItsFormat() throws IOException {
    Path directory = small().saved(folder.resolve("classifier"), new Sets(training, validation));

    SavedClassifier saved = SavedClassifier.open(directory);
    assertEquals(training.measuredFormat(), saved.manifest().input());
    assertEquals(90, saved.manifest().training().examples());
    assertTrue(
        Files.readString(directory.resolve("model.json"))
            .contains("\"kind\": \"dev.highorder.demo.integration.VectorFormat\""));

    ExampleDataset dataset =
        ExampleDataset.builder()
            .setExamples(validation)
            .setFormat(saved.manifest().input())
            .optBatchSize(16)
            .build();
    try (NDManager manager = NDManager.newBaseManager()) {
      Network loaded = saved.network(manager, HandWrittenStack::new);
      ClassificationReport report = ClassificationReport.of(loaded, manager, dataset);
      assertEquals(60, report.overall().examples());
      assertTrue(report.overall().accuracy() > 0.95, report.overall().toString());
      assertEquals(saved.manifest().training().result().loss(), report.overall().loss(), 1e-5);
      assertEquals(new Shape(1, 3), logits(loaded, manager).getShape());
    }
    String message =
        assertThrows(StorageException.class, () -> ImageClassifier.load(directory)).getMessage();
    assertTrue(
        message.contains("kind dev.highorder.demo.integration.VectorFormat, not images"), message);
  }

  private static NDArray logits(Network network, NDManager manager) {
    return network
        .forward(
            new ParameterStore(manager, false), new NDList(manager.ones(new Shape(1, 6))), false)
        .head();
  }
}
