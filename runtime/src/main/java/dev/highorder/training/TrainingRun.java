package dev.highorder.training;

import dev.highorder.dataset.PictureDataset;
import java.util.List;

/**
 * A training that has ended: what went in and what came out, all that a saved classifier tells of
 * its origin.
 *
 * @param recipe the settings
 * @param data the pictures that were learned from, and their normalisation
 * @param epochs the result of each pass, at least one
 */
public record TrainingRun(TrainingRecipe recipe, PictureDataset data, List<EpochResult> epochs) {

  /** Copies the list. */
  public TrainingRun {
    epochs = List.copyOf(epochs);
    if (epochs.isEmpty()) {
      throw new IllegalArgumentException("A training has at least one epoch");
    }
  }

  /** Returns the result of the last pass. */
  public EpochResult last() {
    return epochs.get(epochs.size() - 1);
  }
}
