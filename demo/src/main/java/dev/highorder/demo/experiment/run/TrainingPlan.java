package dev.highorder.demo.experiment.run;

import dev.highorder.recipe.TrainingRecipe;

/**
 * All that a training depends on, besides its seed and its images.
 *
 * @param network the network
 * @param recipe how it is trained; its own seed does not matter and is 1
 * @param trainingImages the largest number of training images, as many of each class as possible
 * @param testImages the same of the test images
 */
public record TrainingPlan(
    ComparedNetwork network, TrainingRecipe recipe, int trainingImages, int testImages) {

  /** Checks the numbers, and takes the seed out of the recipe. */
  public TrainingPlan {
    if (trainingImages < 1 || testImages < 1) {
      throw new IllegalArgumentException(
          "A training cannot have %s training and %s test images. Give at least 1 of both."
              .formatted(trainingImages, testImages));
    }
    recipe = recipe.toBuilder().optSeed(1).build();
  }

  /** Returns the recipe with a seed of initial weights, order of images and augmentation. */
  public TrainingRecipe recipe(long seed) {
    return recipe.toBuilder().optSeed(seed).build();
  }

  /** Returns an estimate of the work of a run, to compare it with that of other runs. */
  double work() {
    return (double) recipe.epochs() * trainingImages * (network.subNets() + 1);
  }
}
