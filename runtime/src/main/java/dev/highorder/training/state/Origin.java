package dev.highorder.training.state;

import dev.highorder.input.InputFormat;
import dev.highorder.recipe.TrainingRecipe;

/**
 * The origin of a training run: all that is fixed before its first step.
 *
 * @param recipe the settings
 * @param dataSet the training set
 * @param input the format in which the network reads an example; null only in checkpoints of format
 *     1, which have a part of it
 * @param engine the name of the DJL engine, such as {@code MXNet}
 */
public record Origin(
    TrainingRecipe recipe, DataSetIdentity dataSet, InputFormat input, String engine) {}
