package dev.highorder.training;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.initializer.XavierInitializer;
import dev.highorder.input.InputFormat;
import dev.highorder.recipe.TrainingRecipe;

/** The weights with which {@link FitLoop} begins where a network has none yet. */
public final class InitialWeights {

  private InitialWeights() {}

  /** Returns normally distributed weights of variance 2 / fan-in (He et al. 2015, equation 10). */
  static XavierInitializer he() {
    return new XavierInitializer(
        XavierInitializer.RandomType.GAUSSIAN, XavierInitializer.FactorType.IN, 2);
  }

  /**
   * Gives a network the initial weights of a run, before some are replaced by those of another
   * network. A run that begins with a network that has weights keeps them.
   *
   * @param manager the manager of the parameters, which is the model's
   * @param recipe has the seed
   * @param format the format in which the network reads an example
   */
  public static void set(
      Block network, NDManager manager, TrainingRecipe recipe, InputFormat format) {
    manager.getEngine().setRandomSeed(recipe.engineSeed());
    network.setInitializer(he(), Parameter.Type.WEIGHT);
    network.initialize(manager, DataType.FLOAT32, new Shape(1).addAll(format.shape()));
  }
}
