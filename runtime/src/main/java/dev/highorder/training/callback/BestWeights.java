package dev.highorder.training.callback;

import ai.djl.ndarray.NDArray;
import dev.highorder.training.state.EpochResult;
import java.util.Map;

/**
 * Keeps the evaluated weights of the epoch with the best validation accuracy, the first of equally
 * good ones, and leaves them in the network at the end.
 */
public final class BestWeights implements StatefulCallback {

  private Map<String, NDArray> best;

  /** Creates a callback for one run. */
  public BestWeights() {}

  @Override
  public String name() {
    return "best";
  }

  @Override
  public void create(TrainingContext run) {
    best = run.copyWeights().byName();
  }

  @Override
  public Map<String, NDArray> tensors() {
    return best;
  }

  @Override
  public void onEpochEnd(TrainingContext run, EpochResult result) {
    if (run.state().epochsSinceBest() == 0) {
      run.onEngine(() -> Weights.copy(run.evaluatedWeights(), best));
    }
  }

  @Override
  public void onEnd(TrainingContext run) {
    run.onEngine(() -> Weights.copy(best, run.weights()));
  }
}
