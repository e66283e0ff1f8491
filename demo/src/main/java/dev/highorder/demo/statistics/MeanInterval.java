package dev.highorder.demo.statistics;

import java.util.List;
import java.util.stream.IntStream;
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

  /**
   * Returns the mean difference of pairs of results, such as those of networks with the same seed.
   * Chance that both of a pair share drops out, so the interval is usually narrower than that of
   * either mean.
   *
   * @param results the results
   * @param references the results that are subtracted, in the same order
   * @throws IllegalArgumentException if there are none, or the numbers of them differ
   */
  public static MeanInterval ofDifferences(List<Double> results, List<Double> references) {
    requirePairs(results, references);
    return of(
        IntStream.range(0, results.size())
            .mapToObj(i -> results.get(i) - references.get(i))
            .toList());
  }

  static void requirePairs(List<Double> results, List<Double> references) {
    if (results.size() != references.size()) {
      throw new IllegalArgumentException(
          "There are %s results and %s references. Give pairs."
              .formatted(results.size(), references.size()));
    }
  }

  /** Returns the lower end of the interval. */
  public double lower() {
    return mean - halfWidth;
  }

  /** Returns the upper end of the interval. */
  public double upper() {
    return mean + halfWidth;
  }

  /**
   * Returns whether the interval is on one side of 0: for a difference, whether it is more than
   * chance. False for a single result.
   */
  public boolean excludesZero() {
    return lower() > 0 || upper() < 0;
  }
}
