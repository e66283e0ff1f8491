package dev.highorder.training;

import dev.highorder.recipe.TrainingRecipe;
import dev.highorder.text.ForeignText;
import dev.highorder.training.checkpoint.Checkpoint;
import dev.highorder.training.state.DataSetIdentity;
import dev.highorder.training.state.Origin;

/**
 * The check that a run can be resumed from a checkpoint with a recipe, a training set, an engine.
 */
final class ResumeCheck {

  private ResumeCheck() {}

  /**
   * Compares a checkpoint with what it is to be resumed with.
   *
   * @param recipe the recipe of the resumed run
   * @param dataSet its training set
   * @param engine the name of its engine
   * @throws IllegalArgumentException if they do not fit
   */
  static void requireFit(
      Checkpoint checkpoint, TrainingRecipe recipe, DataSetIdentity dataSet, String engine) {
    Origin saved = checkpoint.state().origin();
    requireSame("engine", saved.engine(), engine);
    requireSameExamples(checkpoint, dataSet);
    TrainingRecipe before = saved.recipe();
    requireSame("batch size", before.batchSize(), recipe.batchSize());
    requireSame("update rule", before.rule(), recipe.rule());
    requireSame("seed", before.seed(), recipe.seed());
    requireSame("momentum", before.momentum(), recipe.momentum());
    requireSame("fine-tuning", before.fineTuning(), recipe.fineTuning());
    requireSame("use of patience", before.patience() > 0, recipe.patience() > 0);
    int begun = checkpoint.state().position().begunEpochs();
    if (recipe.epochs() < begun) {
      throw new IllegalArgumentException(
          "The checkpoint is in epoch %s already, so the run cannot end after %s epochs. Give at least %s epochs."
              .formatted(begun, recipe.epochs(), begun));
    }
  }

  private static void requireSameExamples(Checkpoint checkpoint, DataSetIdentity now) {
    DataSetIdentity saved = checkpoint.state().origin().dataSet();
    if (!saved.hasSameExamples(now)) {
      throw new IllegalArgumentException(
          "%s was trained on %s (%s examples), but the training set is %s (%s examples). Give the same set."
              .formatted(
                  ForeignText.show(checkpoint.directory()),
                  ForeignText.show(saved.description()),
                  saved.size(),
                  ForeignText.show(now.description()),
                  now.size()));
    }
  }

  private static void requireSame(String what, Object saved, Object now) {
    if (!saved.equals(now)) {
      throw new IllegalArgumentException(
          "The checkpoint has the %s %s, which cannot be changed to %s within a run. Keep it, or start a new run."
              .formatted(what, ForeignText.show(saved), ForeignText.show(now)));
    }
  }
}
