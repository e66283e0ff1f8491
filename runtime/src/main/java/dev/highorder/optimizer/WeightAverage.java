package dev.highorder.optimizer;

import ai.djl.ndarray.NDArray;
import dev.highorder.parameters.ParameterCopies;
import java.util.Map;

/**
 * A moving average of all parameters, statistics of normalisations among them (Polyak and Juditsky
 * 1992): {@code average = d average + (1 - d) weight} after each step.
 *
 * <p>At the start d is smaller, {@code (1 + step) / (10 + step)}, so that the first weights, which
 * mean nothing, are soon forgotten.
 */
public final class WeightAverage {

  private final ParameterCopies average;
  private final float share;

  /**
   * Starts from copies of the parameters.
   *
   * @param share d, in (0, 1)
   */
  public WeightAverage(ParameterCopies average, float share) {
    this.average = average;
    this.share = share;
  }

  /**
   * Takes the parameters after a step into the average.
   *
   * @param step from 1
   */
  public void add(Map<String, NDArray> parameters, long step) {
    double d = Math.min(share, (1.0 + step) / (10.0 + step));
    parameters.forEach(
        (name, weight) -> {
          NDArray mean = average.byName().get(name);
          mean.muli(d);
          // Off the thread that started it, PyTorch would record what is done with a weight.
          try (NDArray value = weight.stopGradient();
              NDArray part = value.mul(1 - d)) {
            mean.addi(part);
          }
        });
  }

  /** Returns the averages, to run the block with. */
  public ParameterCopies values() {
    return average;
  }
}
