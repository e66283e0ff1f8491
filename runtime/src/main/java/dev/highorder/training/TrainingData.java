package dev.highorder.training;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import dev.highorder.dataset.ExampleDataset;
import dev.highorder.dataset.ExampleSet;
import dev.highorder.evaluation.Guessing;
import dev.highorder.input.InputFormat;
import dev.highorder.recipe.ClassBalance;
import dev.highorder.recipe.TrainingRecipe;
import dev.highorder.training.diagnosis.SingleValueNormalisations;
import dev.highorder.training.state.DataSetIdentity;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The data of a run as batches.
 *
 * @param training the training set, shuffled and augmented by the recipe
 * @param validation the validation set, in its own order
 */
record TrainingData(ExampleDataset training, ExampleDataset validation) {

  private static final Logger LOGGER = LoggerFactory.getLogger(TrainingData.class);

  static TrainingData of(
      TrainingRecipe recipe, ExampleSet training, ExampleSet validation, InputFormat format) {
    ExampleDataset.Builder batches = batches(recipe, training, format);
    return new TrainingData(
        (recipe.balance() == ClassBalance.SAMPLE
                ? batches.optBalancedShuffle(recipe.seed())
                : batches.optShuffle(recipe.seed()))
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

  /** Returns the result of guessing on the validation set. */
  Guessing guessing() {
    return Guessing.on(validation.examples());
  }

  /** Returns the shape of the network's input for one example. */
  Shape inputShape() {
    return new Shape(1).addAll(format().shape());
  }

  /**
   * Warns if normalisations see a single value of each channel in a batch, which the training loss
   * does not show.
   *
   * @param network is initialised
   * @param replicas the number of replicas, each of which computes its part of a batch
   */
  void warnOfSingleValues(Block network, TrainingRecipe recipe, int replicas) {
    int size = training.examples().size();
    int full = Math.min(size, recipe.batchSize());
    int rest = size % full;
    int parts = replicas * recipe.accumulation();
    Optional<String> always = SingleValueNormalisations.find(network, smallestPart(full, parts));
    if (always.isPresent()) {
      LOGGER.warn(
          "{} in a training batch, so the network learns little and its evaluation means nothing."
              + " Train with a larger batch size, larger examples or fewer stacks.",
          always.get());
    } else if (rest > 0) {
      SingleValueNormalisations.find(network, smallestPart(rest, parts))
          .ifPresent(
              sentence ->
                  LOGGER.warn(
                      "{} in the last batch of each epoch, which has {} of {} examples. Choose a"
                          + " batch size that leaves more examples over, or none.",
                      sentence,
                      rest,
                      full));
    }
  }

  private static int smallestPart(int examples, int parts) {
    return Math.max(1, examples / parts);
  }
}
