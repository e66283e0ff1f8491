package dev.highorder.training.callback;

import dev.highorder.training.state.EpochResult;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A check whether the training loss stays far above that of guessing, {@code ln(classes)}, from the
 * first step on, so that it does not grow.
 *
 * <p>Deep networks may begin there and learn all the same. So a run has diverged only if the loss
 * of three epochs after the warm-up is three times that of guessing, and has not fallen by a tenth
 * in the last of them.
 */
final class TrainingLossCheck {

  private static final int EPOCHS = 3;

  private TrainingLossCheck() {}

  /** Returns whether a network knows less than guessing does. */
  static boolean isFarAboveGuessing(EpochResult result, int classes) {
    return result.training().loss() > 3 * Math.log(Math.max(2, classes));
  }

  /**
   * Checks the last of several epochs.
   *
   * @param results the results of all epochs so far
   * @param warmUp the number of epochs of the warm-up
   * @param classes the number of classes
   * @return a description of what is wrong with the training loss; empty if nothing is
   */
  static Optional<String> check(List<EpochResult> results, int warmUp, int classes) {
    int last = results.size() - 1;
    if (results.size() - EPOCHS < warmUp) {
      return Optional.empty();
    }
    List<EpochResult> recent = results.subList(results.size() - EPOCHS, results.size());
    double now = results.get(last).training().loss();
    double before =
        recent.subList(0, EPOCHS - 1).stream()
            .mapToDouble(result -> result.training().loss())
            .min()
            .orElseThrow();
    boolean stays =
        recent.stream().allMatch(result -> isFarAboveGuessing(result, classes))
            && now > 0.9 * before;
    return stays
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "is %.3g after %.3g, and guessing has %.3g",
                now,
                before,
                Math.log(Math.max(2, classes))))
        : Optional.empty();
  }
}
