package dev.highorder.scheme;

import java.math.BigDecimal;
import java.math.MathContext;
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

  /** The largest radicand that is read; roots of all products of two are exact, or refused. */
  static final int MAX_RADICAND = 1_000_000;

  /** The part of its terms below which a sum is computed with more digits. */
  private static final double MAX_CANCELLATION = 1e-6;

  private static final MathContext PRECISE = new MathContext(1_500);

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
      throw new ArithmeticException(
          "has the root of " + radicand + ", which is not a real number. Correct its sign.");
    }
    TreeMap<Integer, BigFraction> terms = new TreeMap<>();
    if (radicand > 0) {
      int outside = 1;
      int inside = radicand;
      for (int f = 2; f <= inside / f; f++) {
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
   * @throws TableauException if the text is not such a number; the message says why
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

  /**
   * Returns {@code this * other}.
   *
   * @throws ArithmeticException if the product has a root beyond the largest {@code int}
   */
  public ExactNumber times(ExactNumber other) {
    TreeMap<Integer, BigFraction> product = new TreeMap<>();
    for (Map.Entry<Integer, BigFraction> p : terms.entrySet()) {
      for (Map.Entry<Integer, BigFraction> q : other.terms.entrySet()) {
        // For square-free p and q, sqrt(p) sqrt(q) = g sqrt(p/g q/g) with their greatest divisor g.
        int common = greatestCommonDivisor(p.getKey(), q.getKey());
        long radicand = (long) (p.getKey() / common) * (q.getKey() / common);
        if (radicand > Integer.MAX_VALUE) {
          throw new ArithmeticException(
              "has a root that is too large, sqrt(" + radicand + "). Write it with smaller ones.");
        }
        add(product, (int) radicand, p.getValue().multiply(q.getValue()).multiply(common));
      }
    }
    return new ExactNumber(product);
  }

  private static int greatestCommonDivisor(int a, int b) {
    return b == 0 ? a : greatestCommonDivisor(b, a % b);
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

  /**
   * Returns the nearest double, up to the rounding of each term; infinite beyond the range of
   * doubles.
   */
  public double doubleValue() {
    double sum = 0;
    double size = 0;
    for (Map.Entry<Integer, BigFraction> term : terms.entrySet()) {
      double value = term.getValue().doubleValue() * Math.sqrt(term.getKey());
      sum += value;
      size += Math.abs(value);
    }
    boolean isCancelled = terms.size() > 1 && !(Math.abs(sum) >= size * MAX_CANCELLATION);
    return isCancelled ? decimalValue().doubleValue() : sum;
  }

  /** Returns the value with more digits than those that terms of opposite signs can cancel. */
  private BigDecimal decimalValue() {
    BigDecimal sum = BigDecimal.ZERO;
    for (Map.Entry<Integer, BigFraction> term : terms.entrySet()) {
      BigFraction factor = term.getValue();
      BigDecimal root = BigDecimal.valueOf(term.getKey()).sqrt(PRECISE);
      BigDecimal numerator = new BigDecimal(factor.getNumerator()).multiply(root);
      sum = sum.add(numerator.divide(new BigDecimal(factor.getDenominator()), PRECISE));
    }
    return sum;
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
