package dev.highorder.training;

import static dev.highorder.training.ColourTraining.IMAGES;
import static dev.highorder.training.ColourTraining.NOBODY;
import static dev.highorder.training.ColourTraining.fit;
import static dev.highorder.training.ColourTraining.recipe;
import static dev.highorder.training.ColourTraining.train;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.ConstantInitializer;
import ai.djl.util.PairList;
import dev.highorder.engine.Engines;
import dev.highorder.engine.ProcessMemory;
import dev.highorder.image.Normalisation;
import dev.highorder.network.Network;
import dev.highorder.recipe.LearningRate;
import dev.highorder.recipe.TrainingRecipe;
import dev.highorder.storage.StorageException;
import dev.highorder.training.ColourTraining.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FitLoopTest {

  @Test
  void learnsToTellColoursApart() throws StorageException {
    Network network = ColourTraining.network();
    int[] steps = {0};
    TrainingObserver observer =
        new TrainingObserver() {
          @Override
          public void onStep(TrainingProgress progress) {
            steps[0]++;
            assertEquals(steps[0] / 60.0, progress.share(), 1e-9);
          }
        };
    Outcome outcome =
        train(
            network,
            0,
            model -> {
              TrainingRun run = new FitLoop(recipe(r -> r), observer).fit(model, IMAGES, IMAGES);
              // Each parameter and its gradient.
              assertTrue(
                  model.getNDManager().getManagedArrays().size()
                      <= 2 * network.getParameters().size(),
                  "nothing but parameters is left");
              return run;
            });

    assertEquals(10, outcome.epochs().size());
    assertEquals(10 * 6, steps[0], "96 images make 6 batches of 16");
    EpochResult last = outcome.epochs().get(9);
    assertTrue(last.training().loss() < outcome.epochs().get(0).training().loss());
    assertTrue(last.validation().accuracy() > 0.95, last.toString());
    assertTrue(last.resources().imagesPerSecond() > 0, last.toString());
    long resident = ProcessMemory.residentBytes().orElse(Long.MAX_VALUE);
    long heap = last.resources().heapBytes();
    assertTrue(heap > 0 && heap < resident, heap + " of " + resident);
    assertTrue(last.resources().waiting() >= 0 && last.resources().waiting() < 1);
    assertEquals(
        outcome.epochs().get(1).resources().arrays(), last.resources().arrays(), "flat memory");
  }

  @Test
  void sameSeedSameBitsOnOneThread() throws StorageException {
    Outcome first = fit(ColourTraining.networkWithDropout(), recipe(r -> r), 1);
    Outcome second = fit(ColourTraining.networkWithDropout(), recipe(r -> r), 1);
    Outcome other = fit(ColourTraining.networkWithDropout(), recipe(r -> r.optSeed(8)), 1);

    assertEquals(first.parameters(), second.parameters());
    assertNotEquals(first.parameters(), other.parameters(), "the seed matters");
  }

  /** A batch in three parts, added, is the batch: without batch normalisation, up to rounding. */
  @Test
  void partsOfABatchAddUp() throws StorageException {
    Outcome whole = fit(ColourTraining.plainNetwork(), recipe(r -> r), 1);
    Outcome parts = fit(ColourTraining.plainNetwork(), recipe(r -> r.optAccumulation(3)), 1);

    assertClose(whole, parts, 1e-4);
  }

  /** Two replicas that share each batch do what one does with all of it. */
  @Test
  void twoReplicasAreOneDevice() throws StorageException {
    Outcome one = fit(ColourTraining.plainNetwork(), recipe(r -> r), 1);
    for (int accumulation : new int[] {1, 2}) {
      Outcome two =
          train(
              ColourTraining.plainNetwork(),
              1,
              model ->
                  new FitLoop(recipe(r -> r.optAccumulation(accumulation)), NOBODY)
                      .optDevices(Device.cpu(), Device.cpu())
                      .fit(model, IMAGES, IMAGES));
      assertClose(one, two, 1e-4);
    }
  }

  /** With batch normalisation, replicas see other statistics, but learn all the same. */
  @Test
  void replicasLearnWithBatchNormalisation() throws StorageException {
    Outcome two =
        train(
            ColourTraining.network(),
            0,
            model ->
                new FitLoop(recipe(r -> r), NOBODY)
                    .optDevices(Device.cpu(), Device.cpu())
                    .fit(model, IMAGES, IMAGES));

    assertTrue(two.epochs().get(9).validation().accuracy() > 0.95);
  }

  private static void assertClose(Outcome expected, Outcome actual, double tolerance) {
    assertEquals(expected.parameters().size(), actual.parameters().size());
    for (int i = 0; i < expected.parameters().size(); i++) {
      assertEquals(expected.parameters().get(i), actual.parameters().get(i), tolerance);
    }
  }

  /** A strong decay drives the scales of normalisations to nothing, if it is asked to. */
  @Test
  void decaysWhatTheRecipeSays() throws StorageException {
    List<Float> gammas = new ArrayList<>();
    for (boolean normalisation : new boolean[] {false, true}) {
      TrainingRecipe recipe =
          recipe(
              r ->
                  r.optEpochs(1)
                      .optLearningRate(LearningRate.constant(0.5f))
                      .optWeightDecay(0.9f)
                      .optDecayOfNormalisation(normalisation));
      Network network = ColourTraining.network();
      train(
          network,
          1,
          model -> {
            TrainingRun run = new FitLoop(recipe, NOBODY).fit(model, IMAGES, IMAGES);
            gammas.add(largest(network, Parameter.Type.GAMMA));
            return run;
          });
    }
    assertTrue(gammas.get(0) > 0.5, "stays near 1: " + gammas);
    assertTrue(gammas.get(1) < 0.2, "shrinks: " + gammas);
  }

  /** A number without gradient moves by decay alone: as a bias it does, as a step size not. */
  @Test
  void neverDecaysStepSizes() throws StorageException {
    List<Float> values = new ArrayList<>();
    for (Parameter.Type type : List.of(Parameter.Type.OTHER, Parameter.Type.BIAS)) {
      Idle idle = new Idle(type);
      Block network = new SequentialBlock().add(idle).add(ColourTraining.plainNetwork());
      TrainingRecipe recipe =
          recipe(r -> r.optEpochs(1).optWeightDecay(0.9f).optDecayOfNormalisation(true));
      train(
          network,
          1,
          model -> {
            TrainingRun run = new FitLoop(recipe, NOBODY).fit(model, IMAGES, IMAGES);
            values.add(idle.number.getArray().toFloatArray()[0]);
            return run;
          });
    }
    assertEquals(1, values.get(0));
    assertTrue(values.get(1) < 0.9, "decays as a bias: " + values.get(1));
  }

  /** Passes its input on, with a number that is read and has the gradient 0. */
  private static final class Idle extends AbstractBlock {

    private final Parameter number;

    Idle(Parameter.Type type) {
      number =
          addParameter(
              Parameter.builder()
                  .setName("number")
                  .setType(type)
                  .optShape(new Shape(1))
                  .optInitializer(new ConstantInitializer(1))
                  .build());
    }

    @Override
    protected NDList forwardInternal(
        ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
      NDArray x = inputs.head();
      return new NDList(x.add(store.getValue(number, x.getDevice(), training).mul(0)));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
      return inputShapes;
    }
  }

  private static float largest(Network network, Parameter.Type type) {
    float largest = 0;
    for (Parameter parameter : network.getParameters().values()) {
      if (parameter.getType() == type) {
        for (float value : parameter.getArray().toFloatArray()) {
          largest = Math.max(largest, value);
        }
      }
    }
    return largest;
  }

  /** The smoothed cross entropy is that of the mixed distribution, summed over all classes. */
  @Test
  void smoothsLabels() {
    float[] logits = {1, -2, 0.5f, 0, 3, -1};
    int[] labels = {2, 1};
    double expected = 0;
    for (int row = 0; row < 2; row++) {
      double sum = 0;
      for (int c = 0; c < 3; c++) {
        sum += Math.exp(logits[3 * row + c]);
      }
      for (int c = 0; c < 3; c++) {
        double share = 0.3 / 3 + (labels[row] == c ? 0.7 : 0);
        expected -= share * (logits[3 * row + c] - Math.log(sum)) / 2;
      }
    }
    try (NDManager manager = Engines.start().newBaseManager()) {
      NDArray loss =
          SmoothedCrossEntropy.of(0.3f)
              .evaluate(
                  new NDList(manager.create(new float[] {2, 1})),
                  new NDList(manager.create(logits, new Shape(2, 3))));
      assertEquals(expected, loss.getFloat(), 1e-5);
    }
  }

  /** The average after a training is the recursion over the weights after each step. */
  @Test
  void averagesWeights() throws StorageException {
    Block network = ColourTraining.plainNetwork();
    List<List<Float>> weights = new ArrayList<>();
    TrainingObserver recorder =
        new TrainingObserver() {
          @Override
          public void onStart(TrainingState state) {
            weights.add(ColourTraining.parameters(network));
          }

          @Override
          public void onStep(TrainingProgress progress) {
            weights.add(ColourTraining.parameters(network));
          }
        };
    Outcome outcome =
        train(
            network,
            1,
            model ->
                new FitLoop(recipe(r -> r.optAveraging(0.8f)), recorder)
                    .fit(model, IMAGES, IMAGES));

    for (int i = 0; i < outcome.parameters().size(); i++) {
      double average = weights.get(0).get(i);
      for (int step = 1; step < weights.size(); step++) {
        double d = Math.min(0.8, (1.0 + step) / (10.0 + step));
        average = d * average + (1 - d) * weights.get(step).get(i);
      }
      assertEquals(average, outcome.parameters().get(i), 1e-4);
    }
  }

  /** Patience ends a training that gets no better, with the parameters of its best epoch. */
  @Test
  void endsEarlyWithTheBestParameters() throws StorageException {
    Network network = ColourTraining.network();
    List<List<Float>> weights = new ArrayList<>();
    TrainingObserver recorder =
        new TrainingObserver() {
          @Override
          public void onEpoch(EpochResult result) {
            weights.add(ColourTraining.parameters(network));
          }
        };
    Outcome outcome =
        train(
            network,
            1,
            model ->
                new FitLoop(recipe(r -> r.optEpochs(40).optPatience(3)), recorder)
                    .fit(model, IMAGES, IMAGES));

    int best = 0;
    for (int i = 1; i < outcome.epochs().size(); i++) {
      double accuracy = outcome.epochs().get(i).validation().accuracy();
      best = accuracy > outcome.epochs().get(best).validation().accuracy() ? i : best;
    }
    assertEquals(best + 1 + 3, outcome.epochs().size());
    assertTrue(outcome.epochs().size() < 40);
    assertEquals(weights.get(best), outcome.parameters());
    assertEquals(
        outcome.epochs().get(best),
        new TrainingRun(
                recipe(r -> r.optPatience(3)),
                IMAGES,
                IMAGES.format(Normalisation.none()),
                outcome.epochs())
            .result(),
        "a saved classifier tells of the parameters that it has");
    assertNotEquals(weights.get(best), weights.get(weights.size() - 1));
  }

  /** Frozen weights stay to the bit, however many replicas there are. */
  @Test
  void replicasLeaveFrozenParametersAlone() throws StorageException {
    Block network = ColourTraining.plainNetwork();
    Parameter frozen = network.getChildren().values().get(0).getDirectParameters().get("weight");
    frozen.freeze(true);
    List<float[]> values = new ArrayList<>();
    TrainingObserver observer =
        new TrainingObserver() {
          @Override
          public void onStart(TrainingState state) {
            values.add(frozen.getArray().toFloatArray());
          }

          @Override
          public void onEpoch(EpochResult result) {
            values.add(frozen.getArray().toFloatArray());
          }
        };
    train(
        network,
        1,
        model ->
            new FitLoop(recipe(r -> r.optEpochs(2)), observer)
                .optDevices(Device.cpu(), Device.cpu(), Device.cpu())
                .fit(model, IMAGES, IMAGES));

    assertArrayEquals(values.get(0), values.get(2));
  }

  @Test
  void refusesAFirstDeviceThatIsNotTheModels() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    train(
                        ColourTraining.network(),
                        1,
                        model ->
                            new FitLoop(recipe(r -> r), NOBODY)
                                .optDevices(Device.gpu(0))
                                .fit(model, IMAGES, IMAGES)))
            .getMessage();

    assertTrue(
        message.startsWith("The first device is gpu(0), but the model is on cpu()"), message);
  }
}
