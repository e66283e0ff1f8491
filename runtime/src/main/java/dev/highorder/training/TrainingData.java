package dev.highorder.training;

import ai.djl.ndarray.types.Shape;
import dev.highorder.dataset.ImageDataset;
import dev.highorder.dataset.LabelledImages;
import dev.highorder.dataset.Normalisation;
import dev.highorder.recipe.TrainingRecipe;
import dev.highorder.training.state.DataSetIdentity;

/**
 * The data of a run. Only this class depends on the kind of the examples.
 *
 * @param trainingSet the examples to learn from
 * @param training the same as batches, shuffled and augmented by the recipe
 * @param validation the validation set as batches, in its own order
 */
record TrainingData(LabelledImages trainingSet, ImageDataset training, ImageDataset validation) {

  static TrainingData of(
      TrainingRecipe recipe,
      LabelledImages training,
      LabelledImages validation,
      Normalisation normalisation) {
    return new TrainingData(
        training,
        batches(recipe, training, normalisation)
            .optShuffle(recipe.seed())
            .optAugmentation(recipe.augmentation(), recipe.seed())
            .build(),
        batches(recipe, validation, normalisation).build());
  }

  private static ImageDataset.Builder batches(
      TrainingRecipe recipe, LabelledImages examples, Normalisation normalisation) {
    return ImageDataset.builder()
        .setImages(examples)
        .setNormalisation(normalisation)
        .optBatchSize(recipe.batchSize());
  }

  /** Returns the identity of a training set. */
  static DataSetIdentity identity(LabelledImages examples) {
    return new DataSetIdentity(examples.description(), examples.size(), examples.sha256());
  }

  Normalisation normalisation() {
    return training.normalisation();
  }

  /** Returns the shape of the network's input for one example. */
  Shape inputShape() {
    return new Shape(1, 3, trainingSet.height(), trainingSet.width());
  }
}
