package dev.highorder.training.callback;

import dev.highorder.training.state.EpochResult;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A check whether the validation loss is not finite or has exploded, while the training loss may
 * look ordinary.
 *
 * <p>A network that overfits has a validation loss of some times that of guessing, {@code
 * ln(classes)}, and in the first epoch the running statistics of normalisations may be far off. So
 * a loss counts as exploded if it is a thousand times that of guessing and a thousand times the
 * lowest of the epochs before.
 */
final class ValidationCheck {

  private static final double MAX_RATIO = 1000;

  private ValidationCheck() {}

  /**
   * Checks the last of several epochs.
   *
   * @param results the results of all epochs so far, at least one
   * @param classes the number of classes
   * @return a description of what is wrong with its validation loss; empty if nothing is
   */
  static Optional<String> check(List<EpochResult> results, int classes) {
    int last = results.size() - 1;
    double loss = results.get(last).validation().loss();
    if (!Double.isFinite(loss)) {
      return Optional.of("is %s".formatted(loss));
    }
    double lowest =
        results.subList(0, last).stream()
            .mapToDouble(result -> result.validation().loss())
            .min()
            .orElse(Double.POSITIVE_INFINITY);
    return isFarAboveGuessing(loss, classes) && loss > MAX_RATIO * lowest
        ? Optional.of(String.format(Locale.ROOT, "has grown to %.3g, from %.3g", loss, lowest))
        : Optional.empty();
  }

  /** Returns whether the evaluation is much worse than the training and guessing. */
  static boolean isFarAboveTraining(EpochResult result, int classes) {
    double ordinary = Math.max(result.training().loss(), Math.log(Math.max(2, classes)));
    return result.validation().loss() > 10 * ordinary;
  }

  /** Returns whether a loss is so large that the evaluation means nothing. */
  private static boolean isFarAboveGuessing(double loss, int classes) {
    return loss > MAX_RATIO * Math.log(Math.max(2, classes));
  }
}
