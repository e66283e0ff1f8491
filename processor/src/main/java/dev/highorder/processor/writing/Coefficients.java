package dev.highorder.processor.writing;

import com.squareup.javapoet.CodeBlock;
import dev.highorder.scheme.ExactNumber;
import java.math.BigInteger;
import org.apache.commons.numbers.fraction.BigFraction;

/** Spells exact numbers as Java expressions. */
final class Coefficients {

  private static final BigInteger MAX_INT = BigInteger.valueOf(Integer.MAX_VALUE);

  private Coefficients() {}

  /**
   * Returns a double expression: {@code 1.0 / 6}, {@code -2}, {@code 1 - 1.0 / 2 * Math.sqrt(2)}.
   */
  static CodeBlock java(ExactNumber number) {
    if (!number.terms().values().stream().allMatch(Coefficients::fitsInt)) {
      return CodeBlock.of("$L", number.doubleValue());
    }
    CodeBlock.Builder sum = CodeBlock.builder();
    number
        .terms()
        .forEach(
            (radicand, factor) -> {
              boolean isNegative = factor.signum() < 0;
              sum.add(sum.isEmpty() ? isNegative ? "-" : "" : isNegative ? " - " : " + ");
              sum.add(term(radicand, factor.abs()));
            });
    return sum.build();
  }

  private static CodeBlock term(int radicand, BigFraction factor) {
    String fraction =
        factor.getDenominator().equals(BigInteger.ONE)
            ? factor.getNumerator().toString()
            : factor.getNumerator() + ".0 / " + factor.getDenominator();
    if (radicand == 1) {
      return CodeBlock.of("$L", fraction);
    }
    return factor.equals(BigFraction.ONE)
        ? CodeBlock.of("$T.sqrt($L)", Math.class, radicand)
        : CodeBlock.of("$L * $T.sqrt($L)", fraction, Math.class, radicand);
  }

  private static boolean fitsInt(BigFraction fraction) {
    return fraction.getNumerator().abs().max(fraction.getDenominator()).compareTo(MAX_INT) <= 0;
  }
}
