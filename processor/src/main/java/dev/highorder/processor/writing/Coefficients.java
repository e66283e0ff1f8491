package dev.highorder.processor.writing;

import dev.highorder.scheme.ExactNumber;
import java.math.BigInteger;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.numbers.fraction.BigFraction;

/** Spells exact numbers as Java expressions. */
final class Coefficients {

  private static final BigInteger MAX_INT = BigInteger.valueOf(Integer.MAX_VALUE);

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
    return fraction.getNumerator().abs().max(fraction.getDenominator()).compareTo(MAX_INT) <= 0;
  }
}
