package dev.highorder.training;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.initializer.Initializer;
import dev.highorder.input.InputFormat;
import dev.highorder.network.InitialLaw;
import dev.highorder.network.Network;
import dev.highorder.recipe.TrainingRecipe;

/** The weights with which {@link FitLoop} begins where a network has none yet. */
public final class InitialWeights {

  private InitialWeights() {}

  /** Returns the law of a network, or that of {@link InitialLaw#HE_FAN_IN} of other blocks. */
  static Initializer of(Block block) {
    InitialLaw law = block instanceof Network network ? network.initialLaw() : InitialLaw.HE_FAN_IN;
    return law.initializer();
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
    network.setInitializer(of(network), Parameter.Type.WEIGHT);
    network.initialize(manager, DataType.FLOAT32, new Shape(1).addAll(format.shape()));
  }
}
