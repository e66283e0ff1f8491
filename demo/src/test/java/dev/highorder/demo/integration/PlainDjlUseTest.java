package dev.highorder.demo.integration;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.inference.Predictor;
import ai.djl.modality.Classifications;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import ai.djl.translate.Translator;
import ai.djl.translate.TranslatorContext;
import ai.djl.util.Pair;
import dev.highorder.engine.Engines;
import dev.highorder.network.Network;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Networks of generated classes in the parts of DJL that applications use. */
class PlainDjlUseTest {

  private static final int CLASSES = 3;
  private static final List<String> NAMES = List.of("oak", "elm", "ash");
  private static final Shape INPUT = new Shape(4, 3, 8, 8);

  private final Engine engine = Engines.start();
  @TempDir Path folder;

  /** Both kinds of step size: a trained one has parameters in the stack itself. */
  private static Network network(boolean isAdaptive) {
    return isAdaptive ? LeafAdaptive.network(CLASSES, 4, 8) : LeafRk4.network(CLASSES, 4, 8);
  }

  private Model model(Block block) {
    Model model = Model.newInstance("leaf", engine.getEngineName());
    model.setBlock(block);
    return model;
  }

  /** The same numbers on every engine and in every run. */
  private static NDArray images(NDManager manager, DataType type) {
    int size = (int) INPUT.size();
    float[] pixels = new float[size];
    for (int i = 0; i < size; i++) {
      pixels[i] = (float) Math.sin(i * 0.7);
    }
    return manager.create(pixels, INPUT).toType(type, false);
  }

  private static Trainer trainer(Model model) {
    return model.newTrainer(
        new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
            .optOptimizer(Optimizer.sgd().setLearningRateTracker(Tracker.fixed(0.1f)).build()));
  }

  private static void fit(Trainer trainer) throws Exception {
    NDManager manager = trainer.getManager();
    ArrayDataset dataset =
        new ArrayDataset.Builder()
            .setData(images(manager, DataType.FLOAT32))
            .optLabels(manager.create(new float[] {0, 1, 2, 0}))
            .setSampling(2, false)
            .build();
    EasyTrain.fit(trainer, 2, dataset, null);
  }

  private static float[] logits(Model model, DataType type) {
    try (NDManager manager = model.getNDManager().newSubManager()) {
      return model
          .getBlock()
          .forward(new ParameterStore(manager, false), new NDList(images(manager, type)), false)
          .head()
          .toType(DataType.FLOAT32, false)
          .toFloatArray();
    }
  }

  private static Map<String, float[]> values(Block block) {
    Map<String, float[]> values = new HashMap<>();
    for (Pair<String, Parameter> pair : block.getParameters()) {
      values.put(pair.getKey(), pair.getValue().getArray().toFloatArray());
    }
    return values;
  }

  /** A translator as a user writes one: pixels in, a name out. */
  private static final class Leaves implements Translator<float[], Classifications> {

    @Override
    public NDList processInput(TranslatorContext context, float[] pixels) {
      return new NDList(context.getNDManager().create(pixels, INPUT.slice(1)));
    }

    @Override
    public Classifications processOutput(TranslatorContext context, NDList list) {
      return new Classifications(NAMES, list.singletonOrThrow().softmax(0));
    }
  }

  /** Trained and saved by DJL, loaded through criteria, and asked by a predictor. */
  @Test
  void criteriaLoadWhatDjlSaved() throws Exception {
    float[] expected;
    float[] pixels;
    try (Model model = model(network(true))) {
      try (Trainer trainer = trainer(model)) {
        trainer.initialize(INPUT);
        fit(trainer);
      }
      model.save(folder, "leaf");
      expected = logits(model, DataType.FLOAT32);
      pixels = images(model.getNDManager(), DataType.FLOAT32).toFloatArray();
    }

    Criteria<float[], Classifications> criteria =
        Criteria.builder()
            .setTypes(float[].class, Classifications.class)
            .optEngine(engine.getEngineName())
            .optModelPath(folder)
            .optModelName("leaf")
            .optBlock(network(true))
            .optTranslator(new Leaves())
            .build();
    try (ZooModel<float[], Classifications> loaded = criteria.loadModel();
        Predictor<float[], Classifications> predictor = loaded.newPredictor()) {
      int length = pixels.length / 4;
      for (int i = 0; i < 4; i++) {
        float[] image = Arrays.copyOfRange(pixels, i * length, (i + 1) * length);
        Classifications answer = predictor.predict(image);
        double sum = 0;
        for (int c = 0; c < CLASSES; c++) {
          sum += Math.exp(expected[i * CLASSES + c]);
        }
        for (int c = 0; c < CLASSES; c++) {
          assertEquals(
              Math.exp(expected[i * CLASSES + c]) / sum,
              answer.get(NAMES.get(c)).getProbability(),
              1e-4);
        }
      }
    }
  }

  /** A cleared network is as new: it takes images of another size, and trains. */
  @Test
  void aClearedNetworkCanBeUsedAgain() throws Exception {
    Network network = network(true);
    try (Model model = model(network)) {
      try (Trainer trainer = trainer(model)) {
        trainer.initialize(new Shape(1, 1, 16, 16));
      }
      assertTrue(network.isInitialized());
      network.clear();
      assertFalse(network.isInitialized());
      for (Pair<String, Parameter> pair : network.getParameters()) {
        assertFalse(pair.getValue().isInitialized(), pair.getKey());
      }

      try (Trainer trainer = trainer(model)) {
        trainer.initialize(INPUT);
        float[] before = logits(model, DataType.FLOAT32);
        fit(trainer);
        assertEquals(before.length, logits(model, DataType.FLOAT32).length);
      }
    }
  }

  /** Fine-tuning: stem and stacks stay as they are, the head learns. */
  @Test
  void frozenPartsStayAsTheyAre() throws Exception {
    Network network = network(true);
    try (Model model = model(network)) {
      Map<String, float[]> before;
      try (Trainer trainer = trainer(model)) {
        trainer.initialize(INPUT);
        before = values(network);
      }
      network.stacks().forEach(stack -> stack.freezeParameters(true));
      try (Trainer trainer = trainer(model)) {
        trainer.initialize(INPUT);
        fit(trainer);
      }
      int frozen = 0;
      for (Pair<String, Parameter> pair : network.getParameters()) {
        String name = pair.getKey();
        boolean isOfStack = name.contains("stack");
        boolean isStatistic = name.contains("Running") || name.contains("running");
        if (isOfStack && !isStatistic) {
          frozen++;
          assertFalse(pair.getValue().requiresGradient(), name);
          assertArrayEquals(before.get(name), pair.getValue().getArray().toFloatArray(), name);
        } else if (name.contains("head") && name.contains("weight")) {
          assertFalse(
              Arrays.equals(before.get(name), pair.getValue().getArray().toFloatArray()), name);
        }
      }
      assertTrue(frozen > 8, "frozen: " + frozen);
    }
  }

  /** The same network in another type computes the same, up to the digits of the coarser one. */
  @ParameterizedTest
  @CsvSource({"FLOAT64, false, 1e-4", "FLOAT64, true, 1e-4"})
  void computesInAnotherType(DataType type, boolean isAdaptive, double tolerance) {
    try (Model single = model(network(isAdaptive));
        Model other = model(network(isAdaptive))) {
      single.getBlock().initialize(single.getNDManager(), DataType.FLOAT32, INPUT);
      other.getBlock().initialize(other.getNDManager(), type, INPUT);
      List<Parameter> from = single.getBlock().getParameters().values();
      List<Parameter> to = other.getBlock().getParameters().values();
      for (int i = 0; i < from.size(); i++) {
        from.get(i).getArray().toType(type, true).copyTo(to.get(i).getArray());
      }

      float[] expected = logits(single, DataType.FLOAT32);
      float[] actual = logits(other, type);

      for (int i = 0; i < expected.length; i++) {
        assertEquals(expected[i], actual[i], tolerance * (1 + Math.abs(expected[i])));
      }
    }
  }

  /** Gradients in double precision. DJL's own trainer reads gradients as single precision only. */
  @Test
  void passesGradientsBackInDoublePrecision() {
    Network network = network(true);
    try (Model model = model(network)) {
      NDManager manager = model.getNDManager();
      network.initialize(manager, DataType.FLOAT64, INPUT);
      List<NDArray> arrays =
          network.getParameters().values().stream()
              .filter(Parameter::requiresGradient)
              .map(Parameter::getArray)
              .toList();
      arrays.forEach(array -> array.setRequiresGradient(true));
      NDArray labels = manager.create(new double[] {0, 1, 2, 0});
      try (GradientCollector collector = engine.newGradientCollector()) {
        NDList logits =
            network.forward(
                new ParameterStore(manager, false),
                new NDList(images(manager, DataType.FLOAT64)),
                true);
        collector.backward(Loss.softmaxCrossEntropyLoss().evaluate(new NDList(labels), logits));
      }
      double largest = 0;
      for (NDArray array : arrays) {
        assertEquals(DataType.FLOAT64, array.getGradient().getDataType());
        for (double value : array.getGradient().toDoubleArray()) {
          assertTrue(Double.isFinite(value));
          largest = Math.max(largest, Math.abs(value));
        }
      }
      assertTrue(largest > 1e-3, "largest: " + largest);
    }
  }
}
