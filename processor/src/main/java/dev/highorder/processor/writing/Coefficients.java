package dev.highorder.processor.writing;

import dev.highorder.processor.scheme.ExactNumber;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.numbers.fraction.BigFraction;

/** Spells exact numbers: as Java expressions for code, and as terms of a formula for Javadoc. */
final class Coefficients {

  /** Longer fractions say less than their decimals. */
  private static final int READABLE_DIGITS = 12;

  private static final BigInteger LARGEST_INT = BigInteger.valueOf(Integer.MAX_VALUE);

  private Coefficients() {}

  /**
   * Returns a double expression: {@code 1.0 / 6}, {@code -2}, {@code 1 - 1.0 / 2 * Math.sqrt(2)}.
   */
  static String java(ExactNumber number) {
    if (!number.terms().values().stream().allMatch(Coefficients::fitsInt)) {
      return Double.toString(number.doubleValue());
    }
    String sum =
        number.terms().entrySet().stream()
            .map(Coefficients::java)
            .collect(Collectors.joining(" + "));
    return sum.replace("+ -", "- ");
  }

  private static String java(Map.Entry<Integer, BigFraction> term) {
    BigFraction factor = term.getValue();
    String fraction =
        factor.getDenominator().equals(BigInteger.ONE)
            ? factor.getNumerator().toString()
            : factor.getNumerator() + ".0 / " + factor.getDenominator();
    if (term.getKey() == 1) {
      return fraction;
    }
    String root = "Math.sqrt(" + term.getKey() + ")";
    return fraction.equals("1")
        ? root
        : fraction.equals("-1") ? "-" + root : fraction + " * " + root;
  }

  private static boolean fitsInt(BigFraction fraction) {
    return fraction.getNumerator().abs().max(fraction.getDenominator()).compareTo(LARGEST_INT) <= 0;
  }

  /** Returns a term that follows others: {@code " + 1/6 k1"}, {@code " - k2"}. */
  static String term(ExactNumber coefficient, String k) {
    String text = coefficient.toString();
    if (text.length() > READABLE_DIGITS && coefficient.isRational()) {
      text = String.format(Locale.ROOT, "%.6f...", coefficient.doubleValue());
    }
    if (!coefficient.isRational()) {
      return " + (" + text + ") " + k;
    }
    if (text.startsWith("-")) {
      return " - " + (text.equals("-1") ? "" : text.substring(1) + " ") + k;
    }
    return " + " + (text.equals("1") ? "" : text + " ") + k;
  }
}
