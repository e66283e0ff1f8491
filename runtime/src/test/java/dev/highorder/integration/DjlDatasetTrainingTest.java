package dev.highorder.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Model;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.dataset.ArrayDataset;
import dev.highorder.artifact.SavedClassifier;
import dev.highorder.classifier.ArrayClassifier;
import dev.highorder.classifier.Classifier;
import dev.highorder.classifier.ClassifierBuilder;
import dev.highorder.dataset.DjlExamples;
import dev.highorder.dataset.ExampleDataset;
import dev.highorder.dataset.ExampleEncoder;
import dev.highorder.dataset.ExampleSet;
import dev.highorder.engine.Engines;
import dev.highorder.evaluation.ClassificationReport;
import dev.highorder.input.ArrayFormat;
import dev.highorder.input.InputFormat;
import dev.highorder.network.Layout;
import dev.highorder.network.Network;
import dev.highorder.recipe.TrainingRecipe;
import dev.highorder.stack.TanhStack;
import dev.highorder.storage.StorageException;
import dev.highorder.training.FitLoop;
import dev.highorder.training.TrainingRun;
import dev.highorder.training.TrainingStoppedException;
import dev.highorder.training.callback.TrainingCallback;
import dev.highorder.training.callback.TrainingContext;
import dev.highorder.training.checkpoint.CheckpointPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
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
        .setStack(DjlDatasetTrainingTest::stack)
        .optLayout(Layout.VECTOR)
        .build();
  }

  private static TanhStack stack(int blocks, int width) {
    return new TanhStack(
        blocks,
        () ->
            new SequentialBlock()
                .add(Linear.builder().setUnits(width).build())
                .add(Activation::tanh));
  }

  private static FitLoop.Builder loop() {
    return FitLoop.builder().setRecipe(TrainingRecipe.quick(6).optBatchSize(16).build());
  }

  /** How a loop trains a model. */
  private interface Fit {
    TrainingRun run(Model model) throws StorageException;
  }

  private static List<Float> parametersAfter(Fit fit) throws StorageException {
    Network network = network();
    List<Float> values = new ArrayList<>();
    try (Model model = Model.newInstance("records", Engines.start("", 1).getEngineName())) {
      model.setBlock(network);
      fit.run(model);
      for (Parameter parameter : network.getParameters().values()) {
        for (float value : parameter.getArray().toFloatArray()) {
          values.add(value);
        }
      }
    }
    return values;
  }

  @Test
  void trainsAsTheSameArraysDo() throws IOException {
    ExampleSet arrays = new Arrays();
    ExampleSet records = examples(SIZE);
    assertEquals(
        parametersAfter(model -> loop().build().fit(model, arrays, arrays)),
        parametersAfter(model -> loop().build().fit(model, records, records)));
  }

  @Test
  void stoppedInAnEpochAndResumedIsTheSame() throws IOException {
    ExampleSet records = examples(SIZE);
    List<Float> expected = parametersAfter(model -> loop().build().fit(model, records, records));
    CheckpointPolicy policy = CheckpointPolicy.in(folder.resolve("checkpoints"));
    AtomicReference<FitLoop> loop = new AtomicReference<>();
    TrainingCallback stopping =
        new TrainingCallback() {
          private int taken;

          @Override
          public void onBatchEnd(TrainingContext run) {
            if (++taken == 8) { // the second of the second epoch
              loop.get().stop();
            }
          }
        };
    loop.set(loop().optCallback(stopping).optCheckpoints(policy).build());
    assertThrows(
        TrainingStoppedException.class,
        () -> parametersAfter(model -> loop.get().fit(model, records, records)));
    ExampleSet again = examples(SIZE);
    assertEquals(
        expected,
        parametersAfter(
            model -> loop().optCheckpoints(policy).build().resume(model, again, again)));
    ExampleSet others = examples(SIZE - 1);
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    parametersAfter(
                        model ->
                            loop().optCheckpoints(policy).build().resume(model, others, others)))
            .getMessage();
    assertTrue(message.contains("Give the same set"), message);
  }

  @Test
  void isEvaluatedSavedAndLoaded() throws IOException {
    Path directory = folder.resolve("classifier");
    DjlExamples records = examples(SIZE);
    Network network = network();
    try (Model model = Model.newInstance("records", Engines.start("", 1).getEngineName())) {
      model.setBlock(network);
      TrainingRun run = loop().build().fit(model, records, records);
      SavedClassifier.save(directory, network, run, false);
    }
    try (ArrayClassifier classifier =
        ArrayClassifier.builder()
            .setDirectory(directory)
            .optStack(DjlDatasetTrainingTest::stack)
            .load()) {
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
        Classifier.builder().setDirectory(directory).optStack(DjlDatasetTrainingTest::stack);
    try (Classifier classifier = any.load()) {
      assertEquals(ArrayClassifier.class, classifier.getClass());
    }
  }
}
