package dev.highorder.demo.experiment.surface;

import ai.djl.Model;
import dev.highorder.dataset.image.LabelledImages;
import dev.highorder.input.ImageFormat;
import dev.highorder.recipe.LearningRate;
import dev.highorder.recipe.TrainingRecipe;
import dev.highorder.storage.StorageException;
import dev.highorder.training.FitLoop;
import dev.highorder.training.callback.TrainingDivergedException;

/** The training of a network before its surface is measured: each image once, in batches of 32. */
final class ShortTraining {

  private static final int BATCH = 32;

  /** So small that Euler's networks of 58 layers do not diverge. */
  private static final float RATE = 0.02f;

  private final LabelledImages all;
  private final int count;
  private final ImageFormat format;

  /**
   * Takes the images.
   *
   * @param count how many of them are used, as many of each class as possible; 0 for no training
   */
  ShortTraining(LabelledImages all, int count, ImageFormat format) {
    this.all = all;
    this.count = count;
    this.format = format;
  }

  /**
   * Trains, unless there is nothing to train with. A network that diverges keeps the weights that
   * it has then.
   *
   * @param model holds the network, which has weights already
   * @throws StorageException if an image cannot be read
   */
  void train(Model model, long seed) throws StorageException {
    if (count == 0) {
      return;
    }
    LabelledImages images = all.first(Math.min(count, all.size()));
    TrainingRecipe recipe =
        TrainingRecipe.quick(1)
            .optBatchSize(Math.min(BATCH, images.size()))
            .optLearningRate(LearningRate.cosine(RATE))
            .optSeed(seed)
            .build();
    try {
      FitLoop.builder()
          .setRecipe(recipe)
          .build()
          .fit(model, images, images.first(Math.min(BATCH, images.size())), format);
    } catch (TrainingDivergedException e) {
      // The surface shows it.
    }
  }
}
