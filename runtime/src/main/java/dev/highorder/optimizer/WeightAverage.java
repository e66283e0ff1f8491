package dev.highorder.optimizer;

import ai.djl.ndarray.NDArray;
import dev.highorder.network.ParameterCopies;
import java.util.Map;

/**
 * An exponential moving average of all parameters, including running statistics (Polyak and
 * Juditsky 1992): {@code average = d average + (1 - d) weight} after each training step.
 *
 * <p>In the first training steps d is at most {@code (1 + step) / (10 + step)}, so that the initial
 * weights lose their influence quickly.
 */
public final class WeightAverage {

  private final ParameterCopies average;
  private final float share;

  /**
   * Starts the average.
   *
   * @param average copies of the initial parameters, which become the averages
   * @param share d, the share of the old average, in (0, 1)
   */
  public WeightAverage(ParameterCopies average, float share) {
    this.average = average;
    this.share = share;
  }

  /**
   * Adds the parameters after a training step to the average.
   *
   * @param parameters their values by name
   * @param step the number of the training step, from 1
   */
  public void add(Map<String, NDArray> parameters, long step) {
    double d = Math.min(share, (1.0 + step) / (10.0 + step));
    parameters.forEach(
        (name, weight) -> {
          NDArray mean = average.byName().get(name);
          // On another thread than the one that started it, PyTorch would record this for autograd.
          // The difference keeps a weight that does not change as it is, bit for bit.
          try (NDArray value = weight.stopGradient();
              NDArray difference = value.sub(mean)) {
            mean.addi(difference.muli(1 - d));
          }
        });
  }

  /** Returns the averages, with which the block can run. */
  public ParameterCopies values() {
    return average;
  }
}
