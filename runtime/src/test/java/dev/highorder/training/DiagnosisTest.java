package dev.highorder.training;

import static dev.highorder.training.ColourTraining.IMAGES;
import static dev.highorder.training.ColourTraining.NOBODY;
import static dev.highorder.training.ColourTraining.fit;
import static dev.highorder.training.ColourTraining.recipe;
import static dev.highorder.training.ColourTraining.train;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.ParameterStore;
import dev.highorder.engine.Engines;
import dev.highorder.network.Network;
import dev.highorder.recipe.LearningRate;
import dev.highorder.recipe.TrainingRecipe;
import dev.highorder.stack.TanhStack;
import dev.highorder.storage.StorageException;
import dev.highorder.training.ColourTraining.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a training says of its states, and when it diverges or leaks. */
class DiagnosisTest {

  /** The norms over a batch do not depend on the parts in which it is computed. */
  @Test
  void statesOfPartsAreThoseOfTheBatch() throws StorageException {
    List<StageNorms> told = new ArrayList<>();
    TrainingObserver observer =
        new TrainingObserver() {
          @Override
          public void onStages(StageNorms states) {
            told.add(states);
          }
        };
    for (int parts : new int[] {1, 3}) {
      train(
          ColourTraining.plainNetwork(),
          1,
          model ->
              new FitLoop(recipe(r -> r.optEpochs(1).optAccumulation(parts)), observer)
                  .optTelemetry(6)
                  .fit(model, IMAGES, IMAGES));
    }

    assertEquals(2, told.get(1).states().size());
    for (int i = 0; i < 2; i++) {
      assertEquals(told.get(0).states().get(i).rms(), told.get(1).states().get(i).rms(), 1e-5);
    }
  }

  @Test
  void stopsAndExplainsWhenTheLossExplodes() {
    TrainingRecipe wild = recipe(r -> r.optLearningRate(LearningRate.cosine(1e5f)));

    String message =
        assertThrows(DivergedException.class, () -> fit(ColourTraining.network(), wild, 0))
            .getMessage();

    assertTrue(message.contains("diverged in epoch 1, batch"), message);
    assertTrue(message.contains("The learning rate was 9.99e+04; try 3.3e+04"), message);
  }

  /** The second sub-net of the second block multiplies by more than a float can hold. */
  @Test
  void namesTheFirstStageThatIsNotFinite() {
    int[] created = {0};
    Block network =
        Network.builder()
            .setClasses(3)
            .setWidths(4)
            .setBlocks(2)
            .setStack((blocks, width) -> new TanhStack(blocks, () -> subNet(width, ++created[0])))
            .build();

    String message =
        assertThrows(DivergedException.class, () -> fit(network, recipe(r -> r), 0)).getMessage();

    assertTrue(message.contains("stack 1, block 2, stage 2 (sub-net test.Tanh)"), message);
  }

  private static Block subNet(int width, int number) {
    Block block = TanhStack.subNet(width);
    return number < 4
        ? block
        : new SequentialBlock()
            .add(block)
            .add(LambdaBlock.singleton(x -> x.mul(1e30f).mul(1e30f), "overflow"));
  }

  /** A sub-net that keeps a copy of what it sees, in a manager that outlives the batch. */
  @Test
  void namesTheStageThatLeaksArrays() {
    NDManager[] keeper = {null};
    Block network =
        Network.builder()
            .setClasses(3)
            .setWidths(4)
            .setBlocks(1)
            .setStack(
                (blocks, width) -> {
                  int[] created = {0};
                  return new TanhStack(
                      blocks,
                      () -> {
                        boolean leaks = ++created[0] == 2;
                        return new SequentialBlock()
                            .add(TanhStack.subNet(width))
                            .add(
                                LambdaBlock.singleton(
                                    x -> {
                                      if (leaks && keeper[0] != null) {
                                        x.duplicate().attach(keeper[0]);
                                      }
                                      return x;
                                    },
                                    "keep"));
                      });
                })
            .build();
    TrainingRecipe longer = recipe(r -> r.optEpochs(100));

    String message =
        assertThrows(
                LeakException.class,
                () ->
                    train(
                        network,
                        0,
                        model -> {
                          keeper[0] = model.getNDManager();
                          return new FitLoop(longer, NOBODY).fit(model, IMAGES, IMAGES);
                        }))
            .getMessage();

    assertTrue(message.contains("1 of shape (16, 4, 8, 8)"), message);
    assertTrue(message.contains("1 in stack 1, block 1, stage 2 (sub-net test.Tanh)"), message);
  }

  /** The norms that are told are those of the states, computed apart. */
  @Test
  void reportsTheSizeOfStages() throws StorageException {
    List<StageNorms> told = new ArrayList<>();
    TrainingObserver observer =
        new TrainingObserver() {
          @Override
          public void onStages(StageNorms states) {
            told.add(states);
          }
        };
    train(
        ColourTraining.network(),
        1,
        model ->
            new FitLoop(recipe(r -> r.optEpochs(2)), observer)
                .optTelemetry(5)
                .fit(model, IMAGES, IMAGES));

    assertEquals(List.of(5L, 10L), told.stream().map(StageNorms::step).toList());
    for (StageNorms norms : told) {
      assertEquals(
          List.of(1, 2), norms.states().stream().map(StageNorms.StageNorm::stage).toList());
      norms.states().forEach(s -> assertTrue(s.rms() > 0 && s.rms() < 1, "tanh: " + s.rms()));
    }
  }

  @Test
  void observedStagesChangeNothing() throws StorageException {
    Outcome plain = fit(ColourTraining.network(), recipe(r -> r), 1);
    Outcome observed =
        train(
            ColourTraining.network(),
            1,
            model ->
                new FitLoop(recipe(r -> r), NOBODY).optTelemetry(1).fit(model, IMAGES, IMAGES));

    assertEquals(plain.parameters(), observed.parameters());
  }

  /** A probe reads the very numbers that the stages return. */
  @Test
  void probeMeasuresStages() {
    String engine = Engines.start().getEngineName();
    Network network = ColourTraining.network();
    try (Model model = Model.newInstance("probe", engine)) {
      network.initialize(model.getNDManager(), DataType.FLOAT32, new Shape(1, 3, 8, 8));
      List<Double> expected = new ArrayList<>();
      network.stacks().get(0).observe((block, stage, k) -> expected.add(rms(k.toFloatArray())));
      NDArray x = model.getNDManager().randomNormal(new Shape(2, 3, 8, 8));
      var parameters = new ParameterStore(model.getNDManager(), false);
      network.forward(parameters, new NDList(x), false);
      try (StageProbe probe = new StageProbe(network)) {
        network.forward(parameters, new NDList(x), false);
        List<StageNorms.StageNorm> states = probe.norms(1).states();
        assertEquals(2, states.size());
        for (int i = 0; i < 2; i++) {
          assertEquals(expected.get(i), states.get(i).rms(), 1e-5);
        }
      }
      assertFalse(expected.contains(0.0));
    }
  }

  private static double rms(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value * value;
    }
    return Math.sqrt(sum / values.length);
  }
}
