package dev.highorder.stack;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;

/**
 * The step size h of the blocks of a stack: {@code k_i = h F_i(...)}.
 *
 * @param kind whether it is trained, and how many there are
 * @param h its value, or what a trained one starts from
 * @param lowest the smallest value that acts, or negative infinity
 * @param highest the largest value that acts, or infinity
 */
public record Step(Kind kind, double h, double lowest, double highest) {

  /** A factor of 1, which costs nothing. */
  public static final Step ONE = fixed(1);

  /** How many step sizes a block has. */
  public enum Kind {
    /** One number that is not trained. */
    FIXED,
    /** One number that is not trained, divided by the number of blocks. */
    DIVIDED,
    /** One trained number. */
    LEARNED,
    /** A trained number for each state. */
    LEARNED_PER_STAGE,
    /** A trained number for each channel. */
    LEARNED_PER_CHANNEL
  }

  /** Returns a step size that is not trained. */
  public static Step fixed(double h) {
    return of(Kind.FIXED, h);
  }

  /** Returns a step size that is not trained: a part of the time h for each block. */
  public static Step divided(double h) {
    return of(Kind.DIVIDED, h);
  }

  /** Returns one trained step size for each block. */
  public static Step learned(double h) {
    return of(Kind.LEARNED, h);
  }

  /** Returns a trained step size for each state of each block. */
  public static Step learnedPerStage(double h) {
    return of(Kind.LEARNED_PER_STAGE, h);
  }

  /** Returns a trained step size for each channel of each block. */
  public static Step learnedPerChannel(double h) {
    return of(Kind.LEARNED_PER_CHANNEL, h);
  }

  private static Step of(Kind kind, double h) {
    return new Step(kind, h, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  /** Returns the same with bounds. */
  public Step within(double lowest, double highest) {
    return new Step(kind, h, lowest, highest);
  }

  /** Returns whether it is trained. */
  public boolean isLearned() {
    return parameters(1) > 0;
  }

  /** Returns what multiplies states if it is not trained. */
  double factor(int blocks) {
    return kind == Kind.DIVIDED ? h / blocks : h;
  }

  boolean isBounded() {
    return lowest > Double.NEGATIVE_INFINITY || highest < Double.POSITIVE_INFINITY;
  }

  /** Returns the parameters of a block. */
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

  /** Returns the shape of a parameter, which multiplies states of the given shape. */
  Shape shape(Shape state) {
    if (kind != Kind.LEARNED_PER_CHANNEL) {
      return new Shape(1);
    }
    requireChannels("A step size per channel", state);
    long[] dimensions = new long[state.dimension()];
    Arrays.fill(dimensions, 1);
    dimensions[1] = state.get(1);
    return new Shape(dimensions);
  }

  /** Returns it as saved models hold it: {@code FIXED 1.0}, {@code LEARNED 1.0 in [0.125, 4.0]}. */
  @Override
  public String toString() {
    return kind + " " + h + (isBounded() ? " in [" + lowest + ", " + highest + "]" : "");
  }
}
