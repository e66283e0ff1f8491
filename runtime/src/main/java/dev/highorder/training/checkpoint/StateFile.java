package dev.highorder.training.checkpoint;

import com.google.gson.annotations.SerializedName;
import dev.highorder.dataset.ExampleSet;
import dev.highorder.dataset.image.LabelledImages;
import dev.highorder.evaluation.Evaluation;
import dev.highorder.image.Normalisation;
import dev.highorder.input.InputFormat;
import dev.highorder.recipe.TrainingRecipe;
import dev.highorder.storage.MayBeAbsent;
import dev.highorder.training.state.DataSetIdentity;
import dev.highorder.training.state.EpochResult;
import dev.highorder.training.state.EpochSoFar;
import dev.highorder.training.state.Origin;
import dev.highorder.training.state.Position;
import dev.highorder.training.state.TrainingState;
import java.util.List;
import java.util.Map;

/**
 * The content of {@code state.json}: a {@link TrainingState}, written flat, as format 1 had it.
 *
 * @param input since format 2
 * @param normalisation only in format 1, whose examples are images
 * @param divergence only in format 1, which had no other callback with numbers
 * @param callbacks since format 2
 */
record StateFile(
    TrainingRecipe recipe,
    @SerializedName(
            value = "dataSet",
            alternate = {"images", "pictures"})
        DataSetIdentity dataSet,
    @MayBeAbsent InputFormat input,
    @MayBeAbsent Normalisation normalisation,
    String engine,
    int epoch,
    int batch,
    long step,
    Evaluation.RunningMetrics.Sums sums,
    double seconds,
    double waited,
    @MayBeAbsent Map<String, Double> divergence,
    @MayBeAbsent Map<String, Map<String, Double>> callbacks,
    List<EpochResult> results) {

  static StateFile of(TrainingState state) {
    return new StateFile(
        state.recipe(),
        state.origin().dataSet(),
        state.origin().input(),
        null,
        state.origin().engine(),
        state.position().epoch(),
        state.position().batch(),
        state.position().step(),
        state.soFar().sums(),
        state.soFar().seconds(),
        state.soFar().waited(),
        null,
        state.callbacks(),
        state.results());
  }

  /**
   * Checks what the types of the values do not say.
   *
   * @throws IllegalArgumentException if the values do not fit together
   */
  void check() {
    require(input != null || normalisation != null, "input is missing");
    require(dataSet.size() >= 1, "dataSet.size is " + dataSet.size());
    require(
        sums.examples() >= 0 && sums.right() >= 0 && sums.right() <= sums.examples(),
        "sums has %s right of %s examples".formatted(sums.right(), sums.examples()));
    require(seconds >= 0 && waited >= 0, "seconds or waited is negative");
    require(
        results.size() == epoch,
        "it has the results of %s epochs, but epoch is %s".formatted(results.size(), epoch));
    for (int i = 0; i < results.size(); i++) {
      require(
          results.get(i).epoch() == i + 1,
          "results[%s].epoch is %s".formatted(i, results.get(i).epoch()));
    }
    long batches = (dataSet.size() + recipe.batchSize() - 1L) / recipe.batchSize();
    require(batch >= 0 && batch <= batches, "batch is %s of %s".formatted(batch, batches));
    require(
        step == epoch * batches + batch,
        "step is %s, but epoch %s and batch %s of %s have %s"
            .formatted(step, epoch, batch, batches, epoch * batches + batch));
  }

  private static void require(boolean isRight, String fault) {
    if (!isRight) {
      throw new IllegalArgumentException(fault);
    }
  }

  /**
   * Returns the format in which the network reads an example. Format 1 lacks the size of images: it
   * is that of the training set, whose checksum covers it.
   *
   * @param training the training set of the run
   */
  InputFormat inputFor(ExampleSet training) {
    return input == null ? ((LabelledImages) training).format(normalisation) : input;
  }

  TrainingState toState() {
    return new TrainingState(
        new Origin(recipe, dataSet, input, engine),
        new Position(epoch, batch, step),
        new EpochSoFar(sums, seconds, waited),
        results,
        callbacksOfAnyFormat());
  }

  private Map<String, Map<String, Double>> callbacksOfAnyFormat() {
    if (callbacks != null) {
      return callbacks;
    }
    return divergence == null ? Map.of() : Map.of("divergence", divergence);
  }
}
