package dev.highorder.classifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import dev.highorder.artifact.SavedClassifier;
import dev.highorder.backend.Compilation;
import dev.highorder.dataset.DataSplit;
import dev.highorder.dataset.ExampleDataset;
import dev.highorder.dataset.image.LabelledImages;
import dev.highorder.engine.Engines;
import dev.highorder.evaluation.Evaluation;
import dev.highorder.evaluation.Guessing;
import dev.highorder.image.BadImageException;
import dev.highorder.image.Normalisation;
import dev.highorder.network.Network;
import dev.highorder.recipe.TrainingRecipe;
import dev.highorder.shapes.DrawnShapes;
import dev.highorder.stack.TanhStack;
import dev.highorder.training.TrainingRun;
import dev.highorder.training.state.EpochResult;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ImageClassifierTest {

  private static final LabelledImages SHAPES = new DrawnShapes(1).draw(DataSplit.TEST, 20);
  private static final Normalisation NORMALISATION = SHAPES.normalisation();

  @TempDir Path folder;
  private Path directory;
  private float[] logits;

  @BeforeEach
  void save() throws IOException {
    Engine engine = Engines.start();
    directory = folder.resolve("classifier");
    Network network =
        Network.builder()
            .setClasses(10)
            .setWidths(4)
            .setBlocks(1)
            .setStack(TanhStack::withBlocks)
            .build();
    try (NDManager manager = engine.newBaseManager()) {
      network.initialize(manager, DataType.FLOAT32, new Shape(1, 3, 32, 32));
      logits = logits(network, manager);
      Evaluation none = new Evaluation(0, 0, 0);
      SavedClassifier.save(
          directory,
          network,
          new TrainingRun(
              TrainingRecipe.quick(1).build(),
              SHAPES,
              SHAPES.format(NORMALISATION),
              List.of(
                  new EpochResult(
                      1, none, none, 0, 0.1f, new EpochResult.Resources(0, 0, 0, 0, 0))),
              new Guessing(1, 1)),
          false);
    }
  }

  /** The first image, computed without the classifier. */
  private static float[] logits(Network network, NDManager manager) {
    float[] pixels = new float[3 * 32 * 32];
    SHAPES.encoder(SHAPES.format(NORMALISATION)).encode(0, 0, pixels, 0);
    NDArray x = manager.create(pixels, new Shape(1, 3, 32, 32));
    return network
        .forward(new ParameterStore(manager, false), new NDList(x), false)
        .head()
        .toFloatArray();
  }

  @Test
  void namesAImageHoweverItComes() throws IOException {
    BufferedImage image = SHAPES.image(0);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    Path file = Files.write(folder.resolve("image.png"), bytes.toByteArray());
    try (ImageClassifier classifier = ImageClassifier.load(directory)) {
      assertSoftmaxOfLogits(classifier.classify(image));
      assertSoftmaxOfLogits(classifier.classify(bytes.toByteArray()));
      assertSoftmaxOfLogits(classifier.classify(file));
      assertSoftmaxOfLogits(classifier.classifyAll(List.of(SHAPES.image(1), image)).get(1));
    }
  }

  /** A size of batch that has come before is a static graph; only the last few keep one. */
  @Test
  void recordsTheSizesThatComeAgain() throws IOException {
    try (ImageClassifier classifier = ImageClassifier.load(directory)) {
      assertEquals(1, classifier.graphs(), "single images");
      for (int size = 2; size <= 6; size++) {
        List<BufferedImage> images = new ArrayList<>();
        for (int i = 0; i < size; i++) {
          images.add(SHAPES.image(0));
        }
        int before = classifier.graphs();
        for (int time = 1; time <= 3; time++) {
          for (Prediction result : classifier.classifyAll(images)) {
            assertSoftmaxOfLogits(result);
          }
          assertEquals(time == 1 ? before : Math.min(before + 1, 4), classifier.graphs());
        }
      }
      assertSoftmaxOfLogits(classifier.classify(SHAPES.image(0)));
    }
  }

  @Test
  void canRunOperatorByOperator() throws IOException {
    System.setProperty(Compilation.PROPERTY, "off");
    try (ImageClassifier classifier = ImageClassifier.load(directory)) {
      assertEquals(0, classifier.graphs());
      assertSoftmaxOfLogits(classifier.classify(SHAPES.image(0)));
    } finally {
      System.clearProperty(Compilation.PROPERTY);
    }
  }

  private void assertSoftmaxOfLogits(Prediction result) {
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit);
    }
    for (int i = 0; i < logits.length; i++) {
      double expected = Math.exp(logits[i]) / sum;
      assertEquals(expected, result.probability(SHAPES.classes().get(i)), 1e-5);
    }
  }

  @Test
  void namesTheFileThatIsNoImage() throws IOException {
    Path text = Files.writeString(folder.resolve("notes.png"), "not an image");
    try (ImageClassifier classifier = ImageClassifier.load(directory)) {
      String message =
          assertThrows(BadImageException.class, () -> classifier.classify(text)).getMessage();
      assertTrue(message.contains("notes.png"), message);
      message =
          assertThrows(BadImageException.class, () -> classifier.classify(new byte[3]))
              .getMessage();
      assertTrue(message.contains("the image of 3 bytes"), message);
    }
  }

  @Test
  void evaluatesOnlyOnItsOwnClasses() throws IOException {
    try (ImageClassifier classifier = ImageClassifier.load(directory)) {
      assertEquals(20, classifier.evaluate(dataset(SHAPES)).overall().examples());
      LabelledImages others =
          LabelledImages.of(
              "others", List.of("x", "y"), 32, 32, List.of(new byte[3072]), new int[1]);
      String message =
          assertThrows(IllegalArgumentException.class, () -> classifier.evaluate(dataset(others)))
              .getMessage();
      assertTrue(message.contains("[x, y]"), message);
      ExampleDataset raw =
          ExampleDataset.builder()
              .setExamples(SHAPES)
              .setFormat(SHAPES.format(Normalisation.none()))
              .build();
      message =
          assertThrows(IllegalArgumentException.class, () -> classifier.evaluate(raw)).getMessage();
      assertTrue(message.contains("its input format is"), message);
    }
  }

  private static ExampleDataset dataset(LabelledImages images) {
    return ExampleDataset.builder()
        .setExamples(images)
        .setFormat(images.format(NORMALISATION))
        .build();
  }

  /** Threads classify while another closes: right answers before, a clear refusal after. */
  @Test
  @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void isSafeWhileItIsClosed() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      for (int round = 0; round < 20; round++) {
        ImageClassifier classifier = ImageClassifier.load(directory);
        List<Future<Integer>> counts = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          counts.add(threads.submit(() -> classifyUntilClosed(classifier)));
        }
        Thread.sleep(50);
        classifier.close();
        classifier.close();
        for (Future<Integer> count : counts) {
          assertTrue(count.get() > 0, "a thread came to classify");
        }
        assertThrows(IllegalStateException.class, () -> classifier.classify(SHAPES.image(0)));
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private int classifyUntilClosed(ImageClassifier classifier) {
    for (int count = 0; ; count++) {
      try {
        assertSoftmaxOfLogits(classifier.classify(SHAPES.image(0)));
      } catch (IllegalStateException closed) {
        return count;
      }
    }
  }
}
