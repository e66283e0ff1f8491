package dev.highorder.training.callback;

import ai.djl.training.GradientCollector;
import ai.djl.training.dataset.Batch;
import dev.highorder.training.diagnosis.ArrayGrowth;

/** Ends a run in which arrays accumulate in the model's manager, and names the stages that leak. */
public final class LeakGuard implements TrainingCallback {

  private ArrayGrowth growth;

  /** Creates a guard for one run. */
  public LeakGuard() {}

  @Override
  public void onStart(TrainingContext run) {
    growth = new ArrayGrowth(run.trainer().getModel().getNDManager(), run.network());
  }

  @Override
  public void afterUpdate(TrainingContext run, BatchResult batch) {
    if (growth.growsAfterStep()) {
      String arrays = growth.describe(() -> forwardAsInTraining(run, batch.batch()));
      throw new ArrayLeakException(
          "Arrays accumulate with every step. %s Close them, or create them in the manager of the input."
              .formatted(arrays));
    }
  }

  @SuppressWarnings("try") // the engine records as long as the collector is open
  private static void forwardAsInTraining(TrainingContext run, Batch batch) {
    try (GradientCollector collector = run.trainer().newGradientCollector()) {
      run.network().forward(run.parameters(), batch.getData(), batch.getLabels(), null).close();
    }
  }
}
