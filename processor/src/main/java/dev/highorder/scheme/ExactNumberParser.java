package dev.highorder.scheme;

import java.math.BigInteger;
import org.apache.commons.numbers.fraction.BigFraction;

/**
 * Reads exact numbers: integers and decimals, {@code + - * /}, brackets and {@code sqrt(n)}, as in
 * {@code 1/6}, {@code 0.25} or {@code (2-sqrt(2))/2}.
 *
 * <p>What a text can cost is bounded: by its length, by the depth of its brackets, and by the size
 * of each intermediate result. Published tableaus stay far below all bounds.
 */
final class ExactNumberParser {

  /** The longest text of a number; a fraction of two numbers with 400 digits fits. */
  private static final int MAX_LENGTH = 1_000;

  private static final int MAX_NESTING = 50;

  /** The most bits of a numerator or denominator: 616 digits, twice as many as a double has. */
  private static final int MAX_BITS = 2_048;

  private static final int MAX_TERMS = 16;

  private static final BigFraction MAX_RADICAND = BigFraction.of(ExactNumber.MAX_RADICAND);

  private final String text;
  private int position;
  private int nesting;

  ExactNumberParser(String text) {
    this.text = text;
  }

  ExactNumber parse() {
    if (text.length() > MAX_LENGTH) {
      throw new TableauException(
          "'%s' is too long. Write a number with at most %s characters.", text, MAX_LENGTH);
    }
    try {
      ExactNumber value = sum();
      if (position < text.length()) {
        throw unexpected();
      }
      return value;
    } catch (ArithmeticException e) {
      throw new TableauException("'%s' " + e.getMessage(), text);
    }
  }

  private ExactNumber sum() {
    boolean negative = skip('-');
    if (!negative) {
      skip('+');
    }
    ExactNumber value = product();
    if (negative) {
      value = value.negate();
    }
    while (true) {
      if (skip('+')) {
        value = bounded(value.plus(product()));
      } else if (skip('-')) {
        value = bounded(value.minus(product()));
      } else {
        return value;
      }
    }
  }

  private ExactNumber product() {
    ExactNumber value = factor();
    while (true) {
      if (skip('*')) {
        value = bounded(value.times(factor()));
      } else if (skip('/')) {
        value = bounded(value.dividedBy(factor()));
      } else {
        return value;
      }
    }
  }

  private ExactNumber factor() {
    if (skip('(')) {
      nesting++;
      if (nesting > MAX_NESTING) {
        throw new TableauException(
            "'%s' has brackets in more than %s others. Write it with fewer brackets.",
            text, MAX_NESTING);
      }
      ExactNumber value = sum();
      expect(')');
      nesting--;
      return value;
    }
    if (text.startsWith("sqrt(", position)) {
      position += "sqrt(".length();
      BigFraction radicand = BigFraction.of(integer());
      expect(')');
      if (radicand.compareTo(MAX_RADICAND) > 0) {
        throw new TableauException(
            "'%s' has too large a root. Roots are exact up to sqrt(%s).",
            text, ExactNumber.MAX_RADICAND);
      }
      return ExactNumber.sqrt(radicand.intValue());
    }
    return bounded(ExactNumber.ofFraction(decimal()));
  }

  private ExactNumber bounded(ExactNumber value) {
    if (value.terms().size() > MAX_TERMS) {
      throw new TableauException(
          "'%s' has more than %s different roots. Write it with fewer.", text, MAX_TERMS - 1);
    }
    for (BigFraction factor : value.terms().values()) {
      if (factor.getNumerator().bitLength() > MAX_BITS
          || factor.getDenominator().bitLength() > MAX_BITS) {
        throw new TableauException(
            "'%s' has a value with more than %s digits. Write it with smaller numbers.",
            text, BigInteger.TWO.pow(MAX_BITS).toString().length() - 1);
      }
    }
    return value;
  }

  private BigFraction decimal() {
    BigInteger whole = integer();
    if (!skip('.')) {
      return BigFraction.of(whole);
    }
    int start = position;
    BigInteger digits = integer();
    BigInteger unit = BigInteger.TEN.pow(position - start);
    return BigFraction.of(whole.multiply(unit).add(digits), unit);
  }

  private BigInteger integer() {
    int start = position;
    while (position < text.length()
        && text.charAt(position) >= '0'
        && text.charAt(position) <= '9') {
      position++;
    }
    if (start == position) {
      throw unexpected();
    }
    return new BigInteger(text.substring(start, position));
  }

  private boolean skip(char expected) {
    boolean found = position < text.length() && text.charAt(position) == expected;
    if (found) {
      position++;
    }
    return found;
  }

  private void expect(char expected) {
    if (!skip(expected)) {
      throw unexpected();
    }
  }

  private TableauException unexpected() {
    String remedy = "Write it as in 1/6 or (2-sqrt(2))/2.";
    return position < text.length()
        ? new TableauException(
            "'%s' is not an exact number: unexpected '%s'. " + remedy,
            text,
            Character.toString(text.codePointAt(position)))
        : new TableauException("'%s' is not an exact number: it ends too early. " + remedy, text);
  }
}
