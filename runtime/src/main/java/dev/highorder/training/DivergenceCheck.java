package dev.highorder.training;

import java.util.Optional;

/**
 * Tells whether a training's loss is not a number, or has grown far beyond what it was.
 *
 * <p>Single batches vary, so growth is judged by a moving average: ten times its own minimum, and
 * at least three times the loss of guessing, {@code 3 ln(classes)}.
 */
final class DivergenceCheck {

  private static final double WEIGHT = 0.1;

  private final double guessing;
  private State state;

  /**
   * What the check remembers; there is no loss yet while {@code average} is null.
   *
   * @param average the moving average of the losses
   * @param lowest its minimum
   * @param last the loss of the last batch
   */
  record State(Double average, Double lowest, Float last) {
    static final State START = new State(null, null, null);
  }

  DivergenceCheck(int classes, State state) {
    guessing = Math.log(classes);
    this.state = state;
  }

  State state() {
    return state;
  }

  /** Looks at the loss of a batch and returns what is wrong with it, if anything is. */
  Optional<String> check(float loss) {
    String before =
        state.last() == null ? "it was the first batch" : "the batch before had " + state.last();
    if (!Float.isFinite(loss)) {
      return Optional.of("is %s (%s)".formatted(loss, before));
    }
    double average =
        state.average() == null ? loss : state.average() + WEIGHT * (loss - state.average());
    double lowest = state.lowest() == null ? average : Math.min(state.lowest(), average);
    state = new State(average, lowest, loss);
    return average > 10 * lowest && average > 3 * guessing
        ? Optional.of("has grown to %.3g, from %.3g".formatted(average, lowest))
        : Optional.empty();
  }
}
