package dev.highorder.demo.integration;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import dev.highorder.artifact.SavedClassifier;
import dev.highorder.classifier.ImageClassifier;
import dev.highorder.classifier.Prediction;
import dev.highorder.dataset.DataSplit;
import dev.highorder.dataset.image.LabelledImages;
import dev.highorder.engine.Engines;
import dev.highorder.input.ImageFormat;
import dev.highorder.network.Network;
import dev.highorder.shapes.DrawnShapes;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks of generated classes that DJL's own trainer trains, and that DJL saves and loads. */
class PlainDjlTest {

  private static final LabelledImages IMAGES = new DrawnShapes(1).draw(DataSplit.TRAIN, 32);
  private static final ImageFormat FORMAT = IMAGES.format(IMAGES.normalisation());

  private final Engine engine = Engines.start();
  @TempDir Path folder;

  private static NDArray batch(NDManager manager) {
    int length = 3 * 32 * 32;
    float[] pixels = new float[IMAGES.size() * length];
    for (int i = 0; i < IMAGES.size(); i++) {
      IMAGES.encoder(FORMAT).encode(i, 0, pixels, i * length);
    }
    return manager.create(pixels, new Shape(IMAGES.size(), 3, 32, 32));
  }

  /** As DJL's own examples train. */
  private static void train(Model model) throws Exception {
    DefaultTrainingConfig config =
        new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
            .optOptimizer(Optimizer.adam().optLearningRateTracker(Tracker.fixed(0.01f)).build());
    NDManager manager = model.getNDManager();
    int[] labels = new int[IMAGES.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = IMAGES.label(i);
    }
    ArrayDataset dataset =
        new ArrayDataset.Builder()
            .setData(batch(manager))
            .optLabels(manager.create(labels))
            .setSampling(16, true)
            .build();
    try (Trainer trainer = model.newTrainer(config)) {
      trainer.initialize(new Shape(1, 3, 32, 32));
      EasyTrain.fit(trainer, 1, dataset, null);
    }
  }

  @Test
  void whatDjlTrainedIsSavedAsAClassifier() throws Exception {
    Path directory = folder.resolve("classifier");
    float[] logits;
    try (Model model = Model.newInstance("plain", engine.getEngineName())) {
      Network network = HiddenUnitRk4.network(10, 4);
      model.setBlock(network);
      train(model);
      SavedClassifier.builder()
          .setNetwork(network)
          .setClasses(IMAGES.classes())
          .setInput(FORMAT)
          .save(directory);
      logits =
          network
              .forward(
                  new ParameterStore(model.getNDManager(), false),
                  new NDList(batch(model.getNDManager())),
                  false)
              .head()
              .toFloatArray();
    }
    // The generated class is not public, and is found by its name all the same.
    try (ImageClassifier classifier = ImageClassifier.load(directory)) {
      assertNull(classifier.manifest().training());
      double sum = 0;
      for (int i = 0; i < 10; i++) {
        sum += Math.exp(logits[i]);
      }
      Prediction prediction = classifier.classify(IMAGES.image(0));
      for (int i = 0; i < 10; i++) {
        String name = IMAGES.classes().get(i);
        assertEquals(Math.exp(logits[i]) / sum, prediction.probability(name), 1e-4, name);
      }
    }
  }

  /** One RK4 block and four Euler blocks have the same tensors. */
  @Test
  void djlLoadsParametersOnlyIntoTheirOwnScheme() throws Exception {
    float[] before;
    try (Model model = Model.newInstance("plain", engine.getEngineName())) {
      model.setBlock(HiddenUnitRk4.network(10, 4));
      train(model);
      model.save(folder, "plain");
      before = firstOf(model);
    }
    try (Model model = Model.newInstance("plain", engine.getEngineName())) {
      model.setBlock(HiddenUnitRk4.network(10, 4));
      model.load(folder, "plain");
      assertArrayEquals(before, firstOf(model));
    }
    try (Model model = Model.newInstance("plain", engine.getEngineName())) {
      model.setBlock(HiddenUnitEuler.network(10, 4));
      String message =
          assertThrows(MalformedModelException.class, () -> model.load(folder, "plain"))
              .getMessage();
      assertTrue(
          message.contains(
              "another network than HiddenUnitEuler: wiring was 1/2; 0 1/2; 0 0 1 | 1/6 1/3 1/3 1/6 and is"),
          message);
      assertTrue(message.contains("number of blocks was 1 and is 4"), message);
    }
  }

  private static float[] firstOf(Model model) {
    return model.getBlock().getParameters().valueAt(0).getArray().toFloatArray();
  }
}
