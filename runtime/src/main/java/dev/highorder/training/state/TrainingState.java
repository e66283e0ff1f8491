package dev.highorder.training.state;

import dev.highorder.recipe.TrainingRecipe;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The state of a training run apart from its tensors.
 *
 * <p>The order of the examples, their augmentation, dropout and the learning rate are functions of
 * the seed, the epoch and the step. These numbers are therefore the state of every random generator
 * and of the learning-rate schedule too.
 *
 * @param origin what was fixed before the first step
 * @param position where the run stands
 * @param soFar the part of the current epoch that is done
 * @param results the results of the complete epochs, in order
 * @param callbacks the numbers that callbacks remember, by the callback's name
 */
public record TrainingState(
    Origin origin,
    Position position,
    EpochSoFar soFar,
    List<EpochResult> results,
    Map<String, Map<String, Double>> callbacks) {

  /** Copies the collections. */
  public TrainingState {
    results = List.copyOf(results);
    callbacks = Map.copyOf(callbacks);
  }

  /** Returns the state before the first step. */
  public static TrainingState start(Origin origin) {
    return new TrainingState(origin, Position.START, EpochSoFar.NOTHING, List.of(), Map.of());
  }

  /** Returns the recipe of the run. */
  public TrainingRecipe recipe() {
    return origin.recipe();
  }

  /** Returns the same state with another origin, such as another recipe. */
  public TrainingState with(Origin origin) {
    return new TrainingState(origin, position, soFar, results, callbacks);
  }

  /** Returns the same state with other numbers of the callbacks. */
  public TrainingState withCallbacks(Map<String, Map<String, Double>> callbacks) {
    return new TrainingState(origin, position, soFar, results, callbacks);
  }

  /** Returns the state one training step later. */
  public TrainingState afterBatch(EpochSoFar soFar) {
    return new TrainingState(origin, position.afterBatch(), soFar, results, callbacks);
  }

  /** Returns the state at the start of the next epoch. */
  public TrainingState afterEpoch(EpochResult result) {
    List<EpochResult> all = Stream.concat(results.stream(), Stream.of(result)).toList();
    return new TrainingState(origin, position.afterEpoch(), EpochSoFar.NOTHING, all, callbacks);
  }

  /**
   * Returns how many epochs have passed since the first with the best validation accuracy; 0 before
   * the first epoch is complete.
   */
  public int epochsSinceBest() {
    int best = 0;
    for (int i = 1; i < results.size(); i++) {
      best = accuracy(i) > accuracy(best) ? i : best;
    }
    return Math.max(0, results.size() - 1 - best);
  }

  private double accuracy(int index) {
    return results.get(index).validation().accuracy();
  }

  /** Returns whether all epochs are done, or the recipe's patience is exhausted. */
  public boolean isComplete() {
    boolean isExhausted = recipe().patience() > 0 && epochsSinceBest() >= recipe().patience();
    return position.epoch() >= recipe().epochs() || isExhausted;
  }
}
