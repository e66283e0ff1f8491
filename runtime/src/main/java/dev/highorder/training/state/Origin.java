package dev.highorder.training.state;

import dev.highorder.dataset.Normalisation;
import dev.highorder.recipe.TrainingRecipe;

/**
 * The origin of a training run: all that is fixed before its first step.
 *
 * @param recipe the settings
 * @param dataSet the training set
 * @param normalisation the normalisation of the network's input
 * @param engine the name of the DJL engine, such as {@code MXNet}
 */
public record Origin(
    TrainingRecipe recipe, DataSetIdentity dataSet, Normalisation normalisation, String engine) {

  /** Returns the same origin with another recipe. */
  public Origin with(TrainingRecipe recipe) {
    return new Origin(recipe, dataSet, normalisation, engine);
  }
}
