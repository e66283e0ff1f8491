package dev.highorder.demo.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.dataset.ArrayDataset;
import dev.highorder.classifier.ArrayClassifier;
import dev.highorder.classifier.Classifier;
import dev.highorder.classifier.ClassifierBuilder;
import dev.highorder.dataset.DjlExamples;
import dev.highorder.dataset.ExampleDataset;
import dev.highorder.dataset.ExampleEncoder;
import dev.highorder.dataset.ExampleSet;
import dev.highorder.demo.integration.SmallTraining.Sets;
import dev.highorder.engine.Engines;
import dev.highorder.evaluation.ClassificationReport;
import dev.highorder.input.ArrayFormat;
import dev.highorder.input.InputFormat;
import dev.highorder.network.Layout;
import dev.highorder.network.Network;
import dev.highorder.recipe.TrainingRecipe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A DJL data set is trained on, resumed exactly, evaluated, saved, loaded and classified. */
class DjlDatasetTrainingTest {

  private static final List<String> CLASSES = List.of("a", "b", "c");
  private static final int SIZE = 90;
  private static final int FEATURES = 6;

  @TempDir Path folder;
  private NDManager manager;

  @BeforeEach
  void useOneThread() {
    manager = NDManager.newBaseManager(null, Engines.start("", 1).getEngineName());
  }

  @AfterEach
  void useAllThreads() {
    manager.close();
    Engines.start("", Runtime.getRuntime().availableProcessors());
  }

  private static float[] vector(int index) {
    Random random = new Random(index);
    float[] vector = new float[FEATURES];
    for (int f = 0; f < FEATURES; f++) {
      vector[f] = (float) ((f % 3 == index % 3 ? 2 : 0) + 0.4 * random.nextGaussian());
    }
    return vector;
  }

  /** The same examples as arrays of Java, independent of DJL's data sets. */
  private static final class Arrays implements ExampleSet {

    @Override
    public String description() {
      return "arrays";
    }

    @Override
    public int size() {
      return SIZE;
    }

    @Override
    public List<String> classes() {
      return CLASSES;
    }

    @Override
    public int label(int index) {
      return index % 3;
    }

    @Override
    public String sha256() {
      return "0".repeat(64);
    }

    @Override
    public InputFormat measuredFormat() {
      return new ArrayFormat(List.of((long) FEATURES), 0);
    }

    @Override
    public ExampleEncoder encoder(InputFormat format) {
      return (index, epoch, target, offset) ->
          System.arraycopy(vector(index), 0, target, offset, FEATURES);
    }
  }

  private DjlExamples examples(int size) throws IOException {
    float[] data = new float[size * FEATURES];
    float[] labels = new float[size];
    for (int i = 0; i < size; i++) {
      System.arraycopy(vector(i), 0, data, i * FEATURES, FEATURES);
      labels[i] = i % 3;
    }
    return DjlExamples.builder()
        .setDataset(
            new ArrayDataset.Builder()
                .setData(manager.create(data, new Shape(size, FEATURES)))
                .optLabels(manager.create(labels))
                .setSampling(7, true)
                .build())
        .setClasses(CLASSES)
        .setManager(manager)
        .build();
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

  private static SmallTraining small() {
    return new SmallTraining(
        DjlDatasetTrainingTest::network, TrainingRecipe.quick(6).optBatchSize(16).build());
  }

  @Test
  void trainsAsTheSameArraysDo() throws IOException {
    ExampleSet arrays = new Arrays();
    ExampleSet records = examples(SIZE);
    assertEquals(
        small().parametersAfter(new Sets(arrays, arrays)),
        small().parametersAfter(new Sets(records, records)));
  }

  @Test
  void stoppedInAnEpochAndResumedIsTheSame() throws IOException {
    Path checkpoints = folder.resolve("checkpoints");
    ExampleSet records = examples(SIZE);
    ExampleSet again = examples(SIZE);
    small().requireExactResume(checkpoints, new Sets(records, records), new Sets(again, again));

    ExampleSet others = examples(SIZE - 1);
    small().requireRefusal(checkpoints, new Sets(others, others));
  }

  @Test
  void isEvaluatedSavedAndLoaded() throws IOException {
    DjlExamples records = examples(SIZE);
    Path directory = small().saved(folder.resolve("classifier"), new Sets(records, records));
    try (ArrayClassifier classifier =
        ArrayClassifier.builder().setDirectory(directory).optStack(HandWrittenStack::new).load()) {
      assertEquals(records.measuredFormat(), classifier.manifest().input());
      ClassificationReport report =
          classifier.evaluate(
              ExampleDataset.builder()
                  .setExamples(records)
                  .setFormat(classifier.manifest().input())
                  .build());
      assertTrue(report.overall().accuracy() > 0.95, report.overall().toString());
      assertEquals("b", classifier.classify(vector(100)).best().name());
    }
    ClassifierBuilder<Classifier> any =
        Classifier.builder().setDirectory(directory).optStack(HandWrittenStack::new);
    try (Classifier classifier = any.load()) {
      assertEquals(ArrayClassifier.class, classifier.getClass());
    }
  }
}
