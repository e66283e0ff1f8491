package dev.highorder.training.checkpoint;

import com.google.gson.annotations.SerializedName;
import dev.highorder.dataset.ExampleSet;
import dev.highorder.dataset.image.LabelledImages;
import dev.highorder.evaluation.Evaluation;
import dev.highorder.image.Normalisation;
import dev.highorder.input.InputFormat;
import dev.highorder.recipe.TrainingRecipe;
import dev.highorder.training.state.DataSetIdentity;
import dev.highorder.training.state.EpochResult;
import dev.highorder.training.state.EpochSoFar;
import dev.highorder.training.state.Origin;
import dev.highorder.training.state.Position;
import dev.highorder.training.state.TrainingState;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

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
    InputFormat input,
    Normalisation normalisation,
    String engine,
    int epoch,
    int batch,
    long step,
    Evaluation.RunningMetrics.Sums sums,
    double seconds,
    double waited,
    Map<String, Double> divergence,
    Map<String, Map<String, Double>> callbacks,
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

  /** Returns whether nothing is missing that every format has. */
  boolean isComplete() {
    return Stream.of(recipe, dataSet, engine, sums, results).allMatch(Objects::nonNull)
        && (input != null || normalisation != null);
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
