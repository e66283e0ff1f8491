package dev.highorder.demo.integration;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.util.Pair;
import dev.highorder.dataset.DataSplit;
import dev.highorder.dataset.image.LabelledImages;
import dev.highorder.demo.net.NamedStacks;
import dev.highorder.engine.Engines;
import dev.highorder.input.InputFormat;
import dev.highorder.network.Network;
import dev.highorder.recipe.FineTuning;
import dev.highorder.recipe.LearningRate;
import dev.highorder.recipe.TrainingRecipe;
import dev.highorder.shapes.DrawnShapes;
import dev.highorder.storage.StorageException;
import dev.highorder.training.BatchNormRecalibration;
import dev.highorder.training.FitLoop;
import dev.highorder.training.InitialWeights;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Frozen parts, slower bodies and recalibration are on PyTorch what they are on MXNet. */
class FineTuningOnPyTorchTest {

  private static final int BATCH = 10;
  private static final int SIDE = 16;
  private static final LabelledImages SHAPES = new DrawnShapes(1, SIDE).draw(DataSplit.TRAIN, 40);
  private static final TrainingRecipe RECIPE =
      TrainingRecipe.quick(1)
          .optBatchSize(BATCH)
          .optLearningRate(LearningRate.constant(0.01f))
          .optWeightDecay(0.01f)
          .optAveraging(0.8f)
          .optFineTuning(new FineTuning("transition1", 0.5f))
          .build();

  /** A network on an engine. */
  @FunctionalInterface
  private interface Work {
    void with(Model model, Network network) throws StorageException;
  }

  private static InputFormat format() {
    return SHAPES.measuredFormat();
  }

  /**
   * Does work with a network, and returns its parameters afterwards.
   *
   * @param start the parameters before; null for new ones
   */
  private static Map<String, float[]> after(String engine, Map<String, float[]> start, Work work)
      throws StorageException {
    Engines.start(engine, 0);
    Network network =
        Network.builder()
            .setClasses(SHAPES.classes().size())
            .setWidths(4, 6)
            .setBlocks(1)
            .setStack(NamedStacks.get("preactivation-midpoint"))
            .build();
    try (Model model = Model.newInstance("tuned", engine)) {
      InitialWeights.set(network, model.getNDManager(), RECIPE, format());
      if (start != null) {
        start.forEach((name, values) -> network.getParameters().get(name).getArray().set(values));
      }
      model.setBlock(network);
      work.with(model, network);
      return values(network);
    }
  }

  private static Map<String, float[]> values(Block network) {
    Map<String, float[]> values = new LinkedHashMap<>();
    for (Pair<String, Parameter> entry : network.getParameters()) {
      values.put(entry.getKey(), entry.getValue().getArray().toFloatArray());
    }
    return values;
  }

  /** Statistics that are not 0 and 1, so that it matters whether they are used. */
  private static Map<String, float[]> start() throws StorageException {
    return after(Engines.MXNET, null, FineTuningOnPyTorchTest::recalibrate);
  }

  private static void recalibrate(Model model, Network network) {
    new BatchNormRecalibration(SHAPES.size(), BATCH, 1)
        .apply(network, model.getNDManager(), SHAPES, format());
  }

  private static void train(Model model, Device... devices) throws StorageException {
    FitLoop.builder()
        .setRecipe(RECIPE)
        .optDevices(devices)
        .build()
        .fit(model, SHAPES, SHAPES, format());
  }

  private static boolean isFrozen(String name) {
    return name.startsWith("01stem")
        || name.startsWith("02stack1")
        || name.startsWith("03transition1");
  }

  private static void assertFrozenPartsStay(
      Map<String, float[]> before, Map<String, float[]> after) {
    assertTrue(before.keySet().stream().filter(FineTuningOnPyTorchTest::isFrozen).count() > 10);
    before.forEach(
        (name, values) -> {
          if (isFrozen(name)) {
            assertArrayEquals(values, after.get(name), name);
          }
        });
  }

  @Test
  void theSameParametersLearnTheSame() throws StorageException {
    Map<String, float[]> start = start();
    Map<String, float[]> mxnet = after(Engines.MXNET, start, (model, network) -> train(model));
    Map<String, float[]> torch = after(Engines.PYTORCH, start, (model, network) -> train(model));

    assertFrozenPartsStay(start, mxnet);
    assertFrozenPartsStay(start, torch);
    double moved = distance(start, mxnet);
    assertTrue(moved > 0.005, "moved " + moved);
    assertEquals(0, distance(mxnet, torch) / moved, 0.01);
  }

  @Test
  void replicasLeaveFrozenPartsAlone() throws StorageException {
    Map<String, float[]> start = start();
    Map<String, float[]> torch =
        after(Engines.PYTORCH, start, (model, network) -> train(model, Device.cpu(), Device.cpu()));

    assertFrozenPartsStay(start, torch);
    assertTrue(distance(start, torch) > 0.005);
  }

  /** The Euclidean distance over all parameters but statistics, whose variances differ. */
  private static double distance(Map<String, float[]> a, Map<String, float[]> b) {
    double sum = 0;
    for (String name : a.keySet()) {
      for (int i = 0; !name.contains("running") && i < a.get(name).length; i++) {
        double difference = a.get(name)[i] - b.get(name)[i];
        sum += difference * difference;
      }
    }
    return Math.sqrt(sum);
  }

  /** The variance of n values: MXNet divides by n, PyTorch by n - 1. */
  @Test
  void recalibrationDiffersByTheDivisorAlone() throws StorageException {
    Map<String, float[]> start = start();
    Map<String, float[]> torch =
        after(Engines.PYTORCH, start, FineTuningOnPyTorchTest::recalibrate);

    int variances = 0;
    for (String name : start.keySet()) {
      float[] before = start.get(name);
      double count = BATCH * SIDE * SIDE;
      if (!name.startsWith("01stem") && !name.startsWith("02stack1")) {
        count /= 4;
      }
      boolean isVariance = name.endsWith("runningVar");
      double factor = isVariance ? count / (count - 1) : 1;
      for (int i = 0; i < before.length; i++) {
        double expected = factor * before[i];
        double tolerance = name.contains("running") ? 3e-5 * (1 + Math.abs(expected)) : 0;
        assertEquals(expected, torch.get(name)[i], tolerance, name + " " + i);
        variances += isVariance ? 1 : 0;
      }
    }
    assertTrue(variances > 30, "variances: " + variances);
  }
}
