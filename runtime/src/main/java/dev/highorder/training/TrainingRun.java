package dev.highorder.training;

import dev.highorder.dataset.ExampleSet;
import dev.highorder.evaluation.Guessing;
import dev.highorder.input.InputFormat;
import dev.highorder.recipe.TrainingRecipe;
import dev.highorder.training.state.EpochResult;
import java.util.List;

/**
 * A complete training run: its settings and results, from which a saved classifier takes the origin
 * of its parameters.
 *
 * @param recipe the settings
 * @param examples the training set
 * @param format the format in which the network reads an example
 * @param epochs the results of all epochs, at least one
 * @param guessing the result of guessing on the validation set
 */
public record TrainingRun(
    TrainingRecipe recipe,
    ExampleSet examples,
    InputFormat format,
    List<EpochResult> epochs,
    Guessing guessing) {

  /** Copies the list. */
  public TrainingRun {
    epochs = List.copyOf(epochs);
    if (epochs.isEmpty()) {
      throw new IllegalArgumentException("The run has no epoch. Give the result of at least one.");
    }
  }

  /**
   * Returns whether the {@link #result} on the validation set is {@linkplain Guessing#explains no
   * better} than to name the most frequent class always. There is no verdict, and the answer is
   * false, on fewer than {@value Guessing#MIN_EXAMPLES} examples.
   */
  public boolean isNoBetterThanGuessing() {
    return guessing.explains(result().validation());
  }

  /**
   * Returns the result of the weights that the network was left with: those of the best epoch, the
   * first of equally good ones, if the recipe has patience; else those of the last.
   */
  public EpochResult result() {
    EpochResult result = epochs.get(epochs.size() - 1);
    if (recipe.patience() > 0) {
      for (int i = epochs.size() - 1; i >= 0; i--) {
        if (epochs.get(i).validation().accuracy() >= result.validation().accuracy()) {
          result = epochs.get(i);
        }
      }
    }
    return result;
  }
}
