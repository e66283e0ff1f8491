package dev.highorder.training;

import static dev.highorder.training.ColourTraining.IMAGES;
import static dev.highorder.training.ColourTraining.loop;
import static dev.highorder.training.ColourTraining.recipe;
import static dev.highorder.training.ColourTraining.train;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.ConstantInitializer;
import ai.djl.util.PairList;
import dev.highorder.network.Network;
import dev.highorder.recipe.LearningRate;
import dev.highorder.recipe.TrainingRecipe;
import dev.highorder.storage.StorageException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Weight decay applies to the parameters that the recipe says. */
class FitLoopDecayTest {

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
            TrainingRun run = loop(recipe).build().fit(model, IMAGES, IMAGES);
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
            TrainingRun run = loop(recipe).build().fit(model, IMAGES, IMAGES);
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
}
