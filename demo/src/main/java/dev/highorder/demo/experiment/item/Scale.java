package dev.highorder.demo.experiment.item;

import dev.highorder.demo.experiment.run.ComparedNetwork;
import dev.highorder.demo.experiment.run.TrainingPlan;
import dev.highorder.recipe.LearningRate;
import dev.highorder.recipe.TrainingRecipe;
import java.util.List;

/** The effort of a reproduction. */
public enum Scale {
  /** Seconds for each item: it shows that everything runs, and says nothing about the claims. */
  TINY(4, 16, 60, 40, 20, 2, 2, 0.02f),
  /** For two cores. All that is trained is meant to take two hours; that was not measured. */
  SMALL(8, 16, 2000, 1000, 50, 12, 5, 0.02f),
  /** The setting of the paper, for a GPU. */
  FULL(64, 32, Integer.MAX_VALUE, Integer.MAX_VALUE, 128, 260, 5, 0.1f);

  private final int width;
  private final int side;
  private final int trainingImages;
  private final int testImages;
  private final int batchSize;
  private final int epochs;
  private final int seeds;
  private final float rate;

  Scale(
      int width,
      int side,
      int trainingImages,
      int testImages,
      int batchSize,
      int epochs,
      int seeds,
      float rate) {
    this.width = width;
    this.side = side;
    this.trainingImages = trainingImages;
    this.testImages = testImages;
    this.batchSize = batchSize;
    this.epochs = epochs;
    this.seeds = seeds;
    this.rate = rate;
  }

  /** Returns the channels of the networks. */
  public int width() {
    return width;
  }

  /** Returns the height and the width of the images in pixels. */
  public int side() {
    return side;
  }

  /** Returns the largest number of training images. */
  public int trainingImages() {
    return trainingImages;
  }

  /** Returns the largest number of test images. */
  public int testImages() {
    return testImages;
  }

  /** Returns the number of seeds. */
  public int seeds() {
    return seeds;
  }

  /** Returns the number of epochs. */
  public int epochs() {
    return epochs;
  }

  /** Returns the initial learning rate. */
  float rate() {
    return rate;
  }

  /**
   * Returns the recipe of the paper at this scale: at full size as it is printed, else in fewer
   * epochs, with smaller batches, the initial learning rate of the scale, and without augmentation,
   * which needs more epochs than there are.
   */
  TrainingRecipe recipe() {
    return this == FULL ? TrainingRecipe.paper(epochs).build() : recipe(rate);
  }

  /** Returns the same with another initial learning rate. */
  TrainingRecipe recipe(float initialRate) {
    TrainingRecipe.Builder recipe = TrainingRecipe.paper(epochs).optBatchSize(batchSize);
    LearningRate rates = recipe.build().learningRate().withBase(initialRate);
    return this == FULL
        ? recipe.optLearningRate(rates).build()
        : recipe.optLearningRate(rates).optAugmentation(List.of()).build();
  }

  /** Returns a constant rate for so many epochs, without augmentation. */
  TrainingRecipe constant(float constantRate, int someEpochs) {
    return recipe().toBuilder()
        .optEpochs(someEpochs)
        .optLearningRate(LearningRate.constant(constantRate))
        .optAugmentation(List.of())
        .build();
  }

  /** Returns the training of a network of one stack. */
  TrainingPlan plan(String stack, int blocks, TrainingRecipe recipe) {
    return new TrainingPlan(
        ComparedNetwork.of(stack, width, blocks), recipe, trainingImages, testImages);
  }

  /** Returns the training of so many sub-nets by a scheme. */
  TrainingPlan plan(String subNet, ComparedScheme scheme, int subNets, TrainingRecipe recipe) {
    return plan(subNet + "-" + scheme.suffix(), subNets / scheme.stages(), recipe);
  }

  /** Returns a sentence about this scale for readers of a report. */
  String sentence() {
    return switch (this) {
      case TINY ->
          "This is the smallest scale: it shows that the commands run, and its numbers say nothing"
              + " about the paper's claims.";
      case SMALL ->
          "These are small networks, trained for a short while on few small images. What is not"
              + " seen here may be seen at the paper's scale, and the other way round.";
      case FULL -> "This is the paper's own setting.";
    };
  }
}
