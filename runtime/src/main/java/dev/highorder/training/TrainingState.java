package dev.highorder.training;

import com.google.gson.annotations.SerializedName;
import dev.highorder.dataset.ExampleSet;
import dev.highorder.dataset.image.LabelledImages;
import dev.highorder.evaluation.Evaluation;
import dev.highorder.image.Normalisation;
import dev.highorder.input.InputFormat;
import dev.highorder.recipe.TrainingRecipe;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where a training stands, but for its tensors: with those, all that a checkpoint holds.
 *
 * <p>The order of the images, their random changes, dropout and the learning rate depend on the
 * seed, the epoch and the step alone, so that these numbers are the state of every random generator
 * and of the schedule too.
 *
 * @param recipe the settings
 * @param images what is learned from
 * @param input the format of the examples; null in checkpoints from before there were formats
 * @param normalisation of the pixels, only in those checkpoints, which are of images; else null
 * @param engine the engine's name
 * @param epoch how many epochs are complete, evaluation included
 * @param batch how many batches of the next epoch were learned from
 * @param step how many steps were taken in all
 * @param sums the training metrics of the begun epoch so far
 * @param seconds the time that the begun epoch has taken so far
 * @param waited the seconds of these that were spent waiting for images
 * @param divergence what the divergence check remembers
 * @param results those of the complete epochs
 */
public record TrainingState(
    TrainingRecipe recipe,
    @SerializedName(value = "images", alternate = "pictures") ImageSet images,
    InputFormat input,
    Normalisation normalisation,
    String engine,
    int epoch,
    int batch,
    long step,
    Evaluation.RunningMetrics.Sums sums,
    double seconds,
    double waited,
    DivergenceCheck.State divergence,
    List<EpochResult> results) {

  /**
   * By what a training set is known again.
   *
   * @param description where the images come from
   * @param size how many there are
   * @param sha256 of their pixels and labels
   */
  public record ImageSet(String description, int size, String sha256) {

    static ImageSet of(ExampleSet images) {
      return new ImageSet(images.description(), images.size(), images.sha256());
    }
  }

  /** Returns the state before the first step. */
  static TrainingState start(
      TrainingRecipe recipe, ImageSet images, InputFormat input, String engine) {
    return new TrainingState(
        recipe,
        images,
        input,
        null,
        engine,
        0,
        0,
        0,
        Evaluation.RunningMetrics.Sums.NONE,
        0,
        0,
        DivergenceCheck.State.START,
        List.of());
  }

  /**
   * Returns the format of the examples. Old checkpoints have only the normalisation of images; the
   * size is that of the training set, whose checksum includes it.
   */
  InputFormat inputOf(ExampleSet training) {
    return input == null ? ((LabelledImages) training).format(normalisation) : input;
  }

  /** Returns the same state under another recipe. */
  TrainingState with(TrainingRecipe recipe) {
    return new TrainingState(
        recipe,
        images,
        input,
        normalisation,
        engine,
        epoch,
        batch,
        step,
        sums,
        seconds,
        waited,
        divergence,
        results);
  }

  /** Returns the state after one more batch. */
  TrainingState afterBatch(
      Evaluation.RunningMetrics.Sums sums,
      double seconds,
      double waited,
      DivergenceCheck.State divergence) {
    return new TrainingState(
        recipe,
        images,
        input,
        normalisation,
        engine,
        epoch,
        batch + 1,
        step + 1,
        sums,
        seconds,
        waited,
        divergence,
        results);
  }

  /** Returns the state before the next epoch. */
  TrainingState afterEpoch(EpochResult result) {
    return new TrainingState(
        recipe,
        images,
        input,
        normalisation,
        engine,
        epoch + 1,
        0,
        step,
        Evaluation.RunningMetrics.Sums.NONE,
        0,
        0,
        divergence,
        Stream.concat(results.stream(), Stream.of(result)).toList());
  }

  /** Returns the best accuracy on the held-out images of the complete epochs, or -1. */
  double bestAccuracy() {
    return results.stream().mapToDouble(r -> r.validation().accuracy()).max().orElse(-1);
  }

  /** Returns how many epochs have passed since the first that had the best accuracy. */
  int epochsSinceBest() {
    double best = bestAccuracy();
    for (int i = 0; i < results.size(); i++) {
      if (results.get(i).validation().accuracy() == best) {
        return results.size() - 1 - i;
      }
    }
    return 0;
  }

  /** Returns whether nothing is left to do. */
  public boolean isComplete() {
    boolean isStale = recipe.patience() > 0 && epochsSinceBest() >= recipe.patience();
    return epoch >= recipe.epochs() || isStale;
  }
}
