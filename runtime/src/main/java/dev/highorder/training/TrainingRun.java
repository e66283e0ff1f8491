package dev.highorder.training;

import dev.highorder.dataset.ExampleSet;
import dev.highorder.input.InputFormat;
import dev.highorder.recipe.TrainingRecipe;
import java.util.List;

/**
 * A training that has ended: what went in and what came out, all that a saved classifier tells of
 * its origin.
 *
 * @param recipe the settings
 * @param examples the training set
 * @param format the format in which the network reads an example
 * @param epochs the result of each pass, at least one
 */
public record TrainingRun(
    TrainingRecipe recipe, ExampleSet examples, InputFormat format, List<EpochResult> epochs) {

  /** Copies the list. */
  public TrainingRun {
    epochs = List.copyOf(epochs);
    if (epochs.isEmpty()) {
      throw new IllegalArgumentException("A training has at least one epoch");
    }
  }

  /**
   * Returns the result of the parameters that the network was left with: of the best epoch if the
   * recipe goes back to that, else of the last.
   */
  public EpochResult result() {
    EpochResult result = epochs.get(epochs.size() - 1);
    if (recipe.patience() > 0) {
      for (int i = epochs.size() - 1; i >= 0; i--) {
        if (epochs.get(i).validation().accuracy() >= result.validation().accuracy()) {
          result = epochs.get(i); // the first of equally good ones
        }
      }
    }
    return result;
  }
}
