package dev.highorder.scheme;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.numbers.fraction.BigFraction;

/**
 * A real number of the form {@code q0 + q1 sqrt(d1) + q2 sqrt(d2) + ...} with rational {@code q}
 * and distinct square-free {@code d}: all that the published tableaus need, without rounding.
 */
public final class ExactNumber {

  /** The number 0. */
  public static final ExactNumber ZERO = new ExactNumber(new TreeMap<>());

  /** The number 1. */
  public static final ExactNumber ONE = ofFraction(BigFraction.ONE);

  /** The longest coefficient that is spelt exactly in a formula; longer ones say less. */
  private static final int READABLE_LENGTH = 12;

  /** Rational factor by radicand; radicand 1 holds the rational part. No factor is zero. */
  private final SortedMap<Integer, BigFraction> terms;

  private ExactNumber(SortedMap<Integer, BigFraction> terms) {
    this.terms = terms;
  }

  /** Returns a rational number. */
  public static ExactNumber ofFraction(BigFraction value) {
    TreeMap<Integer, BigFraction> terms = new TreeMap<>();
    add(terms, 1, value);
    return new ExactNumber(terms);
  }

  /** Returns an integer. */
  public static ExactNumber of(long value) {
    return ofFraction(BigFraction.of(value));
  }

  /**
   * Returns the square root of an integer.
   *
   * @throws ArithmeticException if {@code radicand} is negative
   */
  public static ExactNumber sqrt(int radicand) {
    if (radicand < 0) {
      throw new ArithmeticException("the root of " + radicand + " is not a real number");
    }
    TreeMap<Integer, BigFraction> terms = new TreeMap<>();
    if (radicand > 0) {
      int outside = 1;
      int inside = radicand;
      for (int f = 2; f * f <= inside; f++) {
        while (inside % (f * f) == 0) {
          inside /= f * f;
          outside *= f;
        }
      }
      add(terms, inside, BigFraction.of(outside));
    }
    return new ExactNumber(terms);
  }

  /**
   * Reads a number as users write it in a tableau.
   *
   * @throws IllegalArgumentException if the text is not such a number; the message says why
   * @see ExactNumberParser
   */
  public static ExactNumber parse(String text) {
    return new ExactNumberParser(text).parse();
  }

  /** Returns {@code this + other}. */
  public ExactNumber plus(ExactNumber other) {
    TreeMap<Integer, BigFraction> sum = new TreeMap<>(terms);
    other.terms.forEach((radicand, factor) -> add(sum, radicand, factor));
    return new ExactNumber(sum);
  }

  /** Returns {@code -this}. */
  public ExactNumber negate() {
    return times(of(-1));
  }

  /** Returns {@code this - other}. */
  public ExactNumber minus(ExactNumber other) {
    return plus(other.negate());
  }

  /** Returns {@code this * other}. */
  public ExactNumber times(ExactNumber other) {
    ExactNumber product = ZERO;
    for (Map.Entry<Integer, BigFraction> p : terms.entrySet()) {
      for (Map.Entry<Integer, BigFraction> q : other.terms.entrySet()) {
        ExactNumber root = sqrt(Math.multiplyExact(p.getKey(), q.getKey()));
        BigFraction factor = p.getValue().multiply(q.getValue());
        TreeMap<Integer, BigFraction> scaled = new TreeMap<>();
        root.terms.forEach((radicand, f) -> add(scaled, radicand, f.multiply(factor)));
        product = product.plus(new ExactNumber(scaled));
      }
    }
    return product;
  }

  /**
   * Returns {@code this / other}.
   *
   * @throws ArithmeticException if {@code other} is zero, or a sum that contains roots
   */
  public ExactNumber dividedBy(ExactNumber other) {
    if (other.isZero()) {
      throw new ArithmeticException("divides by zero. Correct the denominator.");
    }
    if (other.terms.size() > 1) {
      throw new ArithmeticException(
          "divides by a sum with roots. Write it with a rational denominator.");
    }
    // 1 / (q sqrt(d)) = sqrt(d) / (q d)
    int radicand = other.terms.firstKey();
    BigFraction factor = other.terms.get(radicand).multiply(radicand).reciprocal();
    return times(sqrt(radicand)).times(ofFraction(factor));
  }

  /** Returns whether this is 0. */
  public boolean isZero() {
    return terms.isEmpty();
  }

  /** Returns whether this is 1. */
  public boolean isOne() {
    return equals(ONE);
  }

  /** Returns whether this has no roots. */
  public boolean isRational() {
    return terms.isEmpty() || (terms.size() == 1 && terms.containsKey(1));
  }

  /** Returns the rational part. */
  public BigFraction rationalPart() {
    return terms.getOrDefault(1, BigFraction.ZERO);
  }

  /**
   * Returns the rational factor of each root by its radicand, the rational part by 1; none is 0.
   */
  public Map<Integer, BigFraction> terms() {
    return Collections.unmodifiableMap(terms);
  }

  /** Returns the nearest double, up to the rounding of each term. */
  public double doubleValue() {
    return terms.entrySet().stream()
        .mapToDouble(term -> term.getValue().doubleValue() * Math.sqrt(term.getKey()))
        .sum();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ExactNumber number && terms.equals(number.terms);
  }

  @Override
  public int hashCode() {
    return terms.hashCode();
  }

  /** Returns the number as it can be read back: {@code -1/4}, {@code 1-1/2*sqrt(2)}. */
  @Override
  public String toString() {
    if (isZero()) {
      return "0";
    }
    StringBuilder text = new StringBuilder();
    terms.forEach(
        (radicand, factor) -> {
          if (text.length() > 0 && factor.signum() > 0) {
            text.append('+');
          }
          if (radicand == 1) {
            text.append(fraction(factor));
          } else if (factor.equals(BigFraction.ONE)) {
            text.append("sqrt(").append(radicand).append(')');
          } else {
            text.append(fraction(factor)).append("*sqrt(").append(radicand).append(')');
          }
        });
    return text.toString();
  }

  /**
   * Returns this coefficient as a term that follows others: {@code " + 1/6 k1"}, {@code " - k2"}.
   * Long fractions are rounded to six decimals.
   */
  String asTerm(String tensor) {
    String text = toString();
    if (!isRational()) {
      return " + (" + text + ") " + tensor;
    }
    if (text.length() > READABLE_LENGTH) {
      text = String.format(Locale.ROOT, "%.6f...", doubleValue());
    }
    String sign = text.startsWith("-") ? " - " : " + ";
    String size = text.startsWith("-") ? text.substring(1) : text;
    return sign + (size.equals("1") ? "" : size + " ") + tensor;
  }

  private static String fraction(BigFraction value) {
    return value.toString().replace(" ", "");
  }

  private static void add(Map<Integer, BigFraction> terms, int radicand, BigFraction factor) {
    BigFraction sum = terms.getOrDefault(radicand, BigFraction.ZERO).add(factor);
    if (sum.equals(BigFraction.ZERO)) {
      terms.remove(radicand);
    } else {
      terms.put(radicand, sum);
    }
  }
}
