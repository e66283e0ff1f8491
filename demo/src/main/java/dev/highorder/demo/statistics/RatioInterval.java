package dev.highorder.demo.statistics;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The mean ratio of pairs of positive results, such as the steps of two schemes until an accuracy.
 *
 * @param ratio the geometric mean of the ratios: twice and half cancel out
 * @param lower the lower end of its 95% confidence interval, that of the logarithms; not a number
 *     for a single pair
 * @param upper the upper end
 */
public record RatioInterval(double ratio, double lower, double upper) {

  /**
   * Returns the mean ratio of pairs.
   *
   * @param results the numerators, all positive
   * @param references the denominators, all positive, in the same order
   * @throws IllegalArgumentException if there are none, the numbers of them differ, or one is not
   *     positive
   */
  public static RatioInterval of(List<Double> results, List<Double> references) {
    MeanInterval.requirePairs(results, references);
    if (results.stream().anyMatch(x -> !(x > 0)) || references.stream().anyMatch(x -> !(x > 0))) {
      throw new IllegalArgumentException(
          "A ratio of %s and %s has no logarithm. Give positive results."
              .formatted(results, references));
    }
    MeanInterval logarithm =
        MeanInterval.of(
            IntStream.range(0, results.size())
                .mapToObj(i -> Math.log(results.get(i) / references.get(i)))
                .toList());
    return new RatioInterval(
        Math.exp(logarithm.mean()), Math.exp(logarithm.lower()), Math.exp(logarithm.upper()));
  }
}
