package dev.highorder.training.callback;

import ai.djl.ndarray.NDArray;
import dev.highorder.optimizer.WeightAverage;
import java.util.Map;

/**
 * Keeps a moving average of the weights, which is evaluated after each epoch in their place, and
 * left in the network at the end. Learning continues from the weights themselves.
 *
 * @see WeightAverage
 */
public final class MovingAverage implements StatefulCallback {

  private final float share;
  private WeightAverage average;

  /**
   * Creates the callback.
   *
   * @param share the share of the old average in the new one, in (0, 1), such as 0.999
   */
  public MovingAverage(float share) {
    this.share = share;
  }

  @Override
  public String name() {
    return "average";
  }

  @Override
  public void create(TrainingContext run) {
    average = new WeightAverage(run.copyWeights(), share);
    run.evaluateWith(average.values());
  }

  @Override
  public Map<String, NDArray> tensors() {
    return average.values().byName();
  }

  @Override
  public void afterUpdate(TrainingContext run, BatchResult batch) {
    average.add(run.weights(), run.state().position().step() + 1);
  }

  @Override
  public void onEnd(TrainingContext run) {
    run.onEngine(() -> Weights.copy(tensors(), run.weights()));
  }
}
