package dev.highorder.training;

import static dev.highorder.training.ColourTraining.IMAGES;
import static dev.highorder.training.ColourTraining.loop;
import static dev.highorder.training.ColourTraining.recipe;
import static dev.highorder.training.ColourTraining.train;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.loss.Loss;
import ai.djl.util.Pair;
import dev.highorder.dataset.ExampleSet;
import dev.highorder.engine.Engines;
import dev.highorder.input.InputFormat;
import dev.highorder.network.Network;
import dev.highorder.recipe.FineTuning;
import dev.highorder.recipe.LearningRate;
import dev.highorder.recipe.TrainingRecipe;
import dev.highorder.recipe.UpdateRule;
import dev.highorder.stack.TanhStack;
import dev.highorder.storage.StorageException;
import dev.highorder.training.callback.BatchResult;
import dev.highorder.training.callback.TrainingCallback;
import dev.highorder.training.callback.TrainingContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Parts that do not learn, or learn more slowly than the head. */
class FitLoopFineTuningTest {

  private static final float RATE = 0.05f;

  /** The parameters before the first step, and the gradients of each step. */
  private static final class Recorder implements TrainingCallback {

    private final Map<String, float[]> before = new LinkedHashMap<>();
    private final Map<String, float[]> after = new LinkedHashMap<>();
    private final Map<String, float[]> expectedGradients = new LinkedHashMap<>();
    private boolean frozenHasGradient;

    @Override
    public void onStart(TrainingContext run) {
      run.onEngine(() -> run.weights().forEach((name, w) -> before.put(name, w.toFloatArray())));
    }

    @Override
    public void beforeUpdate(TrainingContext run, BatchResult result) {
      run.weights()
          .forEach(
              (name, weight) -> {
                if (name.startsWith("01stem") && weight.hasGradient()) {
                  try (NDArray gradient = weight.getGradient()) {
                    for (float value : gradient.toFloatArray()) {
                      frozenHasGradient |= value != 0;
                    }
                  }
                }
              });
      if (expectedGradients.isEmpty()) {
        compute(run, result);
      }
    }

    /** Computes the gradients by hand: the stem in inference, the rest as autograd records it. */
    private void compute(TrainingContext run, BatchResult result) {
      Network network = (Network) run.network();
      ParameterStore store = run.parameters();
      NDArray x = result.batch().getData().singletonOrThrow();
      NDArray labels = result.batch().getLabels().singletonOrThrow();
      Map<String, float[]> statistics = new LinkedHashMap<>();
      run.weights()
          .forEach(
              (name, w) -> {
                if (!w.hasGradient()) {
                  statistics.put(name, w.toFloatArray());
                }
              });
      NDList y = network.parts().get(0).forward(store, new NDList(x), false);
      try (GradientCollector collector = x.getManager().getEngine().newGradientCollector()) {
        for (Block part : network.parts().subList(1, network.parts().size())) {
          y = part.forward(store, y, true);
        }
        collector.backward(Loss.softmaxCrossEntropyLoss().evaluate(new NDList(labels), y));
      }
      run.weights()
          .forEach(
              (name, w) -> {
                if (w.hasGradient() && !name.startsWith("01stem")) {
                  try (NDArray gradient = w.getGradient()) {
                    expectedGradients.put(name, gradient.toFloatArray());
                  }
                }
              });
      statistics.forEach((name, values) -> run.weights().get(name).set(values));
    }

    @Override
    public void afterUpdate(TrainingContext run, BatchResult result) {
      after.clear();
      run.weights().forEach((name, w) -> after.put(name, w.toFloatArray()));
    }
  }

  private static Recorder run(TrainingRecipe recipe) throws StorageException {
    Recorder recorder = new Recorder();
    train(
        network(),
        1,
        model -> loop(recipe).optCallback(recorder).build().fit(model, IMAGES, IMAGES));
    return recorder;
  }

  /** A network with a normalisation at the end of its stem. */
  private static Network network() {
    return network(4, 6);
  }

  private static Network network(int... widths) {
    return Network.builder()
        .setClasses(3)
        .setWidths(widths)
        .setBlocks(1)
        .setStack(TanhStack::withBlocks)
        .build();
  }

  private static TrainingRecipe oneStep(FineTuning tuning) {
    return recipe(
        r ->
            r.optEpochs(1)
                .optBatchSize(96)
                .optLearningRate(LearningRate.constant(RATE))
                .optMomentum(0)
                .optWeightDecay(0)
                .optFineTuning(tuning));
  }

  @Test
  void aStepAfterAFrozenStemIsThatOfItsOutputInInference() throws StorageException {
    Recorder recorder = run(oneStep(new FineTuning("stem", 0.5f)));

    assertFalse(recorder.frozenHasGradient);
    int learned = 0;
    for (String name : recorder.expectedGradients.keySet()) {
      float[] gradient = recorder.expectedGradients.get(name);
      float rate = name.contains("head") ? RATE : 0.5f * RATE;
      float[] before = recorder.before.get(name);
      for (int i = 0; i < before.length; i++) {
        assertEquals(
            before[i] - rate * gradient[i], recorder.after.get(name)[i], 1e-5, name + " " + i);
        learned += gradient[i] == 0 ? 0 : 1;
      }
    }
    assertTrue(learned > 50, "gradients are not zero: " + learned);
  }

  static Stream<TrainingRecipe> recipes() {
    FineTuning tuning = new FineTuning("stack1", 0.1f);
    return Stream.of(
        recipe(r -> r.optEpochs(2).optFineTuning(tuning)),
        recipe(
            r ->
                r.optEpochs(2)
                    .optRule(UpdateRule.NESTEROV)
                    .optAccumulation(2)
                    .optFineTuning(tuning)),
        recipe(
            r -> r.optEpochs(2).optRule(UpdateRule.ADAMW).optClipNorm(0.5f).optFineTuning(tuning)));
  }

  /** Not even weight decay or a running statistic changes a frozen part. */
  @ParameterizedTest
  @MethodSource("recipes")
  void frozenPartsStayBitForBit(TrainingRecipe recipe) throws StorageException {
    Recorder recorder = run(recipe);
    int frozen = 0;
    int changed = 0;
    for (Map.Entry<String, float[]> entry : recorder.before.entrySet()) {
      float[] after = recorder.after.get(entry.getKey());
      if (entry.getKey().startsWith("01stem") || entry.getKey().startsWith("02stack1")) {
        assertArrayEquals(entry.getValue(), after, entry.getKey());
        frozen++;
      } else if (!Arrays.equals(entry.getValue(), after)) {
        changed++;
      }
    }
    assertTrue(frozen >= 6, "of stem and stack: " + frozen);
    assertTrue(changed >= 6, "of the rest: " + changed);
  }

  private static final TrainingRecipe AVERAGED =
      recipe(r -> r.optEpochs(2).optAveraging(0.8f).optFineTuning(new FineTuning("stack1", 0.5f)));

  /** Trains a network and returns the parameters that are left in it. */
  private static Map<String, float[]> left(
      Network network, TrainingCallback recorder, Device... devices) throws StorageException {
    Map<String, float[]> left = new LinkedHashMap<>();
    train(
        network,
        1,
        model -> {
          FitLoop loop = loop(AVERAGED).optCallback(recorder).optDevices(devices).build();
          TrainingRun run = loop.fit(model, IMAGES, IMAGES);
          for (Pair<String, Parameter> entry : network.getParameters()) {
            left.put(entry.getKey(), entry.getValue().getArray().toFloatArray());
          }
          return run;
        });
    return left;
  }

  /** The average of a number that does not change is that number, bit for bit. */
  @Test
  void averagesLeaveFrozenPartsAsTheyAre() throws StorageException {
    List<Map<String, float[]>> steps = new ArrayList<>();
    TrainingCallback recorder =
        new TrainingCallback() {
          @Override
          public void onStart(TrainingContext run) {
            run.onEngine(() -> steps.add(values(run)));
          }

          @Override
          public void onBatchEnd(TrainingContext run) {
            run.onEngine(() -> steps.add(values(run)));
          }
        };
    Map<String, float[]> left = left(network(), recorder);

    assertEquals(13, steps.size());
    left.forEach(
        (name, values) -> {
          if (name.startsWith("01stem") || name.startsWith("02stack1")) {
            assertArrayEquals(steps.get(0).get(name), values, name);
          } else {
            assertArrayEquals(average(steps, name), values, 1e-4f, name);
          }
        });
  }

  /** The recurrence in double precision. */
  private static float[] average(List<Map<String, float[]>> steps, String name) {
    float[] averages = steps.get(0).get(name).clone();
    for (int i = 0; i < averages.length; i++) {
      double average = averages[i];
      for (int step = 1; step < steps.size(); step++) {
        double d = Math.min(0.8, (1.0 + step) / (10.0 + step));
        average = d * average + (1 - d) * steps.get(step).get(name)[i];
      }
      averages[i] = (float) average;
    }
    return averages;
  }

  private static Map<String, float[]> values(TrainingContext run) {
    Map<String, float[]> values = new LinkedHashMap<>();
    run.weights().forEach((name, weight) -> values.put(name, weight.toFloatArray()));
    return values;
  }

  /** The part that learns has no batch normalisation, so the replicas add up to one device. */
  @Test
  void replicasShareAFrozenPart() throws StorageException {
    Recorder recorder = new Recorder();
    Map<String, float[]> one = left(network(4), new TrainingCallback() {});
    Map<String, float[]> three =
        left(network(4), recorder, Device.cpu(), Device.cpu(), Device.cpu());

    three.forEach(
        (name, values) -> {
          assertArrayEquals(one.get(name), values, 1e-4f, name);
          if (name.startsWith("03head")) {
            assertFalse(Arrays.equals(recorder.before.get(name), values), name);
          } else {
            assertArrayEquals(recorder.before.get(name), values, name);
          }
        });
  }

  @Test
  void startsFromAnotherNetworkAsThePageShows() throws StorageException {
    ExampleSet training = IMAGES;
    ExampleSet test = IMAGES;
    InputFormat format = training.measuredFormat();
    Network donor = network();
    Network network = network();
    try (NDManager manager = Engines.start().newBaseManager();
        Model model = Model.newInstance("page", Engines.start().getEngineName())) {
      donor.initialize(manager, DataType.FLOAT32, new Shape(1).addAll(format.shape()));
      model.setBlock(network);
      TrainingRecipe recipe =
          TrainingRecipe.quick(1).optFineTuning(new FineTuning("stack1", 0.1f)).build();
      InitialWeights.set(network, model.getNDManager(), recipe, format);
      network.transplant(donor); // or Transplant.ofBody(donor, network): all but the head
      new BatchNormRecalibration(4000, 64, 1)
          .apply(network, model.getNDManager(), training, format);
      FitLoop.builder().setRecipe(recipe).build().fit(model, training, test, format);

      float[] ofDonor = donor.getParameters().get(0).getValue().getArray().toFloatArray();
      assertArrayEquals(
          ofDonor, network.getParameters().get(0).getValue().getArray().toFloatArray());
    }
  }

  @Test
  void refusesPartsThatAreNotThere() {
    TrainingRecipe recipe = oneStep(new FineTuning("stack9", 1));
    String message = assertThrows(IllegalArgumentException.class, () -> run(recipe)).getMessage();
    assertTrue(message.contains("stack9. Possible are stem, stack1, transition1, stack2"), message);
    assertThrows(IllegalArgumentException.class, () -> run(oneStep(new FineTuning("head", 1))));
  }

  @Test
  void refusesBlocksWithoutParts() {
    TrainingRecipe recipe = oneStep(new FineTuning(null, 0.1f));
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> ColourTraining.fit(ColourTraining.plainNetwork(), recipe, 1))
            .getMessage();
    assertTrue(message.contains("Build a Network"), message);
  }
}
