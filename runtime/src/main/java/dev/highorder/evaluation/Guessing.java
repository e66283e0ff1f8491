package dev.highorder.evaluation;

import dev.highorder.dataset.ExampleSet;

/**
 * The result of guessing on a data set: of naming its most frequent class for every example.
 *
 * @param examples the number of examples
 * @param mostFrequent how many of them are of the most frequent class
 */
public record Guessing(int examples, int mostFrequent) {

  /** With fewer examples, chance hides a network that has learned something. */
  public static final int MIN_EXAMPLES = 200;

  /** The probability below which chance does not explain a result. */
  private static final double LEVEL = 0.01;

  /** Returns the result of guessing on a set. */
  public static Guessing on(ExampleSet set) {
    int[] sizes = new int[set.classes().size()];
    int largest = 0;
    for (int i = 0; i < set.size(); i++) {
      largest = Math.max(largest, ++sizes[set.label(i)]);
    }
    return new Guessing(set.size(), largest);
  }

  /** Returns the accuracy of guessing, from 0 to 1. */
  public double accuracy() {
    return (double) mostFrequent / Math.max(1, examples);
  }

  /**
   * Returns whether a result is no better than guessing: whether a network that is right with the
   * probability {@link #accuracy} in each example, independently, would be right as often or more
   * often in at least 1% of all cases. That is the exact one-sided binomial test.
   *
   * <p>There is no verdict on fewer than {@value #MIN_EXAMPLES} examples, or if all are of one
   * class: then the answer is false.
   *
   * @param result the result on the same examples
   */
  public boolean explains(Evaluation result) {
    if (examples < MIN_EXAMPLES || mostFrequent == examples) {
      return false;
    }
    long right = Math.round(result.accuracy() * examples);
    return right <= mostFrequent || tail(Math.toIntExact(right)) >= LEVEL;
  }

  /** Returns the probability of so many right guesses or more, which are more than the mean. */
  double tail(int right) {
    double p = accuracy();
    double logarithm = right * Math.log(p) + (examples - right) * Math.log1p(-p);
    for (int i = 1; i <= right; i++) {
      logarithm += Math.log((double) (examples - right + i) / i);
    }
    double term = 1;
    double sum = 1;
    for (int k = right; k < examples && term > 1e-17; k++) {
      term *= (double) (examples - k) / (k + 1) * p / (1 - p);
      sum += term;
    }
    return Math.exp(logarithm) * sum;
  }
}
