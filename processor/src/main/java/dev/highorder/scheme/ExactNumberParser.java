package dev.highorder.scheme;

import org.apache.commons.numbers.fraction.BigFraction;

/**
 * Reads exact numbers: integers and decimals, {@code + - * /}, brackets and {@code sqrt(n)}, as in
 * {@code 1/6}, {@code 0.25} or {@code (2-sqrt(2))/2}.
 */
final class ExactNumberParser {

  private final String text;
  private int position;

  ExactNumberParser(String text) {
    this.text = text;
  }

  ExactNumber parse() {
    try {
      ExactNumber value = sum();
      if (position < text.length()) {
        throw unexpected();
      }
      return value;
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("'" + text + "' " + e.getMessage(), e);
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
        value = value.plus(product());
      } else if (skip('-')) {
        value = value.minus(product());
      } else {
        return value;
      }
    }
  }

  private ExactNumber product() {
    ExactNumber value = factor();
    while (true) {
      if (skip('*')) {
        value = value.times(factor());
      } else if (skip('/')) {
        value = value.dividedBy(factor());
      } else {
        return value;
      }
    }
  }

  private ExactNumber factor() {
    if (skip('(')) {
      ExactNumber value = sum();
      expect(')');
      return value;
    }
    if (text.startsWith("sqrt(", position)) {
      position += "sqrt(".length();
      BigFraction radicand = integer();
      expect(')');
      if (radicand.compareTo(BigFraction.of(1_000_000)) > 0) {
        throw new IllegalArgumentException(
            "'" + text + "' has too large a root. Roots are exact up to sqrt(1000000).");
      }
      return ExactNumber.sqrt(radicand.intValue());
    }
    return ExactNumber.ofFraction(decimal());
  }

  private BigFraction decimal() {
    BigFraction whole = integer();
    if (!skip('.')) {
      return whole;
    }
    int start = position;
    BigFraction digits = integer();
    return whole.add(digits.divide(BigFraction.of(10).pow(position - start)));
  }

  private BigFraction integer() {
    int start = position;
    while (position < text.length()
        && text.charAt(position) >= '0'
        && text.charAt(position) <= '9') {
      position++;
    }
    if (start == position) {
      throw unexpected();
    }
    return BigFraction.parse(text.substring(start, position));
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

  private IllegalArgumentException unexpected() {
    String what =
        position < text.length()
            ? "unexpected '" + text.charAt(position) + "'"
            : "it ends too early";
    return new IllegalArgumentException(
        "'"
            + text
            + "' is not an exact number: "
            + what
            + ". Write it as in 1/6 or (2-sqrt(2))/2.");
  }
}
