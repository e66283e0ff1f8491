package dev.highorder.training;

import ai.djl.ndarray.types.Shape;
import dev.highorder.dataset.ExampleDataset;
import dev.highorder.dataset.ExampleSet;
import dev.highorder.input.InputFormat;
import dev.highorder.recipe.TrainingRecipe;
import dev.highorder.training.state.DataSetIdentity;

/**
 * The data of a run as batches.
 *
 * @param training the training set, shuffled and augmented by the recipe
 * @param validation the validation set, in its own order
 */
record TrainingData(ExampleDataset training, ExampleDataset validation) {

  static TrainingData of(
      TrainingRecipe recipe, ExampleSet training, ExampleSet validation, InputFormat format) {
    return new TrainingData(
        batches(recipe, training, format)
            .optShuffle(recipe.seed())
            .optAugmentation(recipe.augmentation(), recipe.seed())
            .build(),
        batches(recipe, validation, format).build());
  }

  private static ExampleDataset.Builder batches(
      TrainingRecipe recipe, ExampleSet examples, InputFormat format) {
    return ExampleDataset.builder()
        .setExamples(examples)
        .setFormat(format)
        .optBatchSize(recipe.batchSize());
  }

  /** Returns the identity of a training set. */
  static DataSetIdentity identity(ExampleSet examples) {
    return new DataSetIdentity(examples.description(), examples.size(), examples.sha256());
  }

  InputFormat format() {
    return training.format();
  }

  /** Returns the shape of the network's input for one example. */
  Shape inputShape() {
    return new Shape(1).addAll(format().shape());
  }
}
