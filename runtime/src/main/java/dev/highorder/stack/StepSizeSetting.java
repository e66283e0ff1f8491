package dev.highorder.stack;

import ai.djl.ndarray.types.Shape;
import dev.highorder.StepSize;
import java.util.Arrays;

/**
 * The step size h of the blocks of a stack: {@code k_i = h F_i(...)}.
 *
 * @param kind whether it is fixed, divided or trained, and how many there are
 * @param h its value, or the initial value of a trained one
 * @param lowest the smallest value that acts, or negative infinity
 * @param highest the largest value that acts, or infinity
 */
public record StepSizeSetting(StepSize kind, double h, double lowest, double highest) {

  /** A factor of 1, which costs nothing. */
  public static final StepSizeSetting ONE = of(StepSize.FIXED, 1);

  /** Returns an unbounded step size. */
  public static StepSizeSetting of(StepSize kind, double h) {
    return new StepSizeSetting(kind, h, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  /** Returns the same with bounds. */
  public StepSizeSetting within(double lowest, double highest) {
    return new StepSizeSetting(kind, h, lowest, highest);
  }

  /** Returns whether it is trained. */
  public boolean isLearned() {
    return parameters(1) > 0;
  }

  /** Returns the factor of a step size that is not trained. */
  double factor(int blocks) {
    return kind == StepSize.DIVIDED ? h / blocks : h;
  }

  boolean isBounded() {
    return lowest > Double.NEGATIVE_INFINITY || highest < Double.POSITIVE_INFINITY;
  }

  /** Returns the number of parameters of a block. */
  int parameters(int stages) {
    return switch (kind) {
      case FIXED, DIVIDED -> 0;
      case LEARNED, LEARNED_PER_CHANNEL -> 1;
      case LEARNED_PER_STAGE -> stages;
    };
  }

  /** Checks that the second dimension is channels, which it is not in sequences of tokens. */
  static void requireChannels(String what, Shape state) {
    if (state.dimension() < 2 || state.dimension() == 3) {
      throw new IllegalArgumentException(
          "%s takes (batch, channels, height, width) or (batch, features), not %s."
              .formatted(what, state));
    }
  }

  /** Returns the shape of a parameter, which multiplies tensors of the given shape. */
  Shape shape(Shape state) {
    if (kind != StepSize.LEARNED_PER_CHANNEL) {
      return new Shape(1);
    }
    requireChannels("A step size per channel", state);
    long[] dimensions = new long[state.dimension()];
    Arrays.fill(dimensions, 1);
    dimensions[1] = state.get(1);
    return new Shape(dimensions);
  }

  /**
   * Returns the text that saved classifiers contain: {@code FIXED 1.0}, {@code LEARNED 1.0 in
   * [0.125, 4.0]}.
   */
  @Override
  public String toString() {
    return kind + " " + h + (isBounded() ? " in [" + lowest + ", " + highest + "]" : "");
  }
}
