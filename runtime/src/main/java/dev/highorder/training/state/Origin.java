package dev.highorder.training.state;

import dev.highorder.dataset.ExampleSet;
import dev.highorder.dataset.image.LabelledImages;
import dev.highorder.image.Normalisation;
import dev.highorder.input.InputFormat;
import dev.highorder.recipe.TrainingRecipe;

/**
 * The origin of a training run: all that is fixed before its first step.
 *
 * @param recipe the settings
 * @param dataSet the training set
 * @param input the format of an example; null in checkpoints of format 1
 * @param normalisation the normalisation of the images, in checkpoints of format 1, which know no
 *     other examples and no format; null in newer ones
 * @param engine the name of the DJL engine, such as {@code MXNet}
 */
public record Origin(
    TrainingRecipe recipe,
    DataSetIdentity dataSet,
    InputFormat input,
    Normalisation normalisation,
    String engine) {

  /** Returns the same origin with another recipe. */
  public Origin with(TrainingRecipe recipe) {
    return new Origin(recipe, dataSet, input, normalisation, engine);
  }

  /**
   * Returns the format of an example. In format 1, the size of the images is that of the training
   * set, whose checksum includes it.
   *
   * @param training the training set of the run
   */
  public InputFormat format(ExampleSet training) {
    return input == null ? ((LabelledImages) training).format(normalisation) : input;
  }
}
