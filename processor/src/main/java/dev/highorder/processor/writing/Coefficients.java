package dev.highorder.processor.writing;

import dev.highorder.processor.scheme.ExactNumber;
import java.math.BigInteger;
import org.apache.commons.numbers.fraction.BigFraction;

/** Spells exact numbers: as Java expressions for code, and as terms of a formula for Javadoc. */
final class Coefficients {

  private Coefficients() {}

  /**
   * Returns a float expression: {@code 1f / 6}, {@code -2f}, or a cast where roots are involved.
   */
  static String java(ExactNumber number) {
    if (!number.isRational()) {
      // Roots are taken in double precision and rounded once.
      return "(float) ("
          + number.toString().replace("/", ".0 / ").replace("sqrt", "Math.sqrt")
          + ")";
    }
    BigFraction fraction = number.rationalPart();
    String numerator = fraction.getNumerator() + "f";
    return fraction.getDenominator().equals(BigInteger.ONE)
        ? numerator
        : numerator + " / " + fraction.getDenominator();
  }

  /** Returns a term that follows others: {@code " + 1/6 k1"}, {@code " - k2"}. */
  static String term(ExactNumber coefficient, String k) {
    if (!coefficient.isRational()) {
      return " + (" + coefficient + ") " + k;
    }
    boolean negative = coefficient.rationalPart().signum() < 0;
    ExactNumber size = negative ? coefficient.negate() : coefficient;
    return (negative ? " - " : " + ") + (size.isOne() ? "" : size + " ") + k;
  }
}
