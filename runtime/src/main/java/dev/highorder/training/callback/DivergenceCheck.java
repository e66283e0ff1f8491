package dev.highorder.training.callback;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A check whether a loss is not finite or has grown far beyond its earlier values.
 *
 * <p>Single batches vary, so growth is that of a moving average: it must reach ten times its own
 * minimum, and three times the loss of guessing, {@code ln(classes)}.
 */
final class DivergenceCheck {

  private static final double WEIGHT = 0.1;

  /** The moving average of the losses, its minimum, and the last loss; null before the first. */
  private Double average;

  private Double lowest;
  private Float last;

  /**
   * Checks the loss of a batch.
   *
   * @param classes the number of classes
   * @return a description of what is wrong with the loss; empty if nothing is
   */
  Optional<String> check(float loss, int classes) {
    if (!Float.isFinite(loss)) {
      String before = last == null ? "in the first batch" : "in the batch before it was " + last;
      return Optional.of("is %s (%s)".formatted(loss, before));
    }
    average = average == null ? loss : average + WEIGHT * (loss - average);
    lowest = lowest == null ? average : Math.min(lowest, average);
    last = loss;
    return average > 10 * lowest && average > 3 * Math.log(classes)
        ? Optional.of(String.format(Locale.ROOT, "has grown to %.3g, from %.3g", average, lowest))
        : Optional.empty();
  }

  /** Returns what the check remembers. */
  Map<String, Double> numbers() {
    return last == null
        ? Map.of()
        : Map.of("average", average, "lowest", lowest, "last", last.doubleValue());
  }

  /** Replaces what the check remembers. */
  void restore(Map<String, Double> numbers) {
    average = numbers.get("average");
    lowest = numbers.get("lowest");
    last = numbers.containsKey("last") ? numbers.get("last").floatValue() : null;
  }
}
