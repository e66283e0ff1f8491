package dev.highorder.demo.experiment;

import java.util.List;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The mean of the results of several seeds, and how far it may be from the mean of all seeds.
 *
 * @param mean the arithmetic mean
 * @param halfWidth half the width of the 95% confidence interval around it, which Student's
 *     distribution gives if the results are normally distributed; not a number for a single result
 */
public record MeanInterval(double mean, double halfWidth) {

  private static final double UPPER_QUANTILE = 0.975;

  /**
   * Returns the mean and the interval of results.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static MeanInterval of(List<Double> results) {
    int count = results.size();
    if (count == 0) {
      throw new IllegalArgumentException("There are no results. Give at least one.");
    }
    double mean = results.stream().mapToDouble(x -> x).sum() / count;
    if (count == 1) {
      return new MeanInterval(mean, Double.NaN);
    }
    double squares = results.stream().mapToDouble(x -> (x - mean) * (x - mean)).sum();
    double deviation = Math.sqrt(squares / (count - 1));
    double quantile = TDistribution.of(count - 1).inverseCumulativeProbability(UPPER_QUANTILE);
    return new MeanInterval(mean, quantile * deviation / Math.sqrt(count));
  }
}
