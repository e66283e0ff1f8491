package dev.highorder.processor.validation;

/**
 * The numbers that blocks can multiply by. Tensors contain floats, whose smallest, denormal ones
 * some hardware takes for 0.
 */
final class FloatRange {

  static final double SMALLEST = 1e-37;

  static final double LARGEST = 1e38;

  private FloatRange() {}

  /** Returns whether a number that is not 0 is neither too small nor too large, nor NaN. */
  static boolean contains(double number) {
    return Math.abs(number) >= SMALLEST && Math.abs(number) <= LARGEST;
  }

  /** Returns in which direction a number is outside, before "a float". */
  static String fault(double number) {
    return Math.abs(number) < SMALLEST ? "too small for" : "too large for";
  }
}
