package dev.highorder.serving;

import java.util.Locale;

/**
 * The result of a swap.
 *
 * @param from the version that served before
 * @param to the version that serves now
 * @param compared the number of images that both classified, 0 without a {@link Shadow}
 * @param disagreements the number of those for which the best class differs
 * @param largestDifference the largest difference of the probability of a class, 0 to 1
 */
public record SwapReport(
    String from, String to, int compared, int disagreements, double largestDifference) {

  /** Returns all of it in one line. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s instead of %s: %d of %d images have another best class, and probabilities differ by at"
            + " most %.3g",
        to,
        from,
        disagreements,
        compared,
        largestDifference);
  }
}
