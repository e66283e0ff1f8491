package dev.highorder.scheme;

import java.util.Arrays;
import java.util.List;

/**
 * The stability of a scheme, as far as its tableau tells.
 *
 * @param largestRowSum the largest row sum of {@code |a_ij|}: how much a stage's input can outgrow
 *     the k where each stage has weights of its own, so that nothing cancels
 * @param realInterval the largest s such that {@code |R(z)| <= 1} for all z in [-s, 0], where R is
 *     the stability polynomial, one step on {@code y' = z y}; 0 if there is none
 */
public record Stability(double largestRowSum, double realInterval) {

  private static final double INCREMENT = 1e-3;
  private static final double MAX_INTERVAL = 1000;

  /** The rounding of the polynomial, which must not end the interval. */
  private static final double SLACK = 1e-9;

  /** Analyses a tableau. */
  public static Stability of(ButcherTableau tableau) {
    double largestRowSum = 0;
    for (List<ExactNumber> row : tableau.a()) {
      double sum = 0;
      for (ExactNumber coefficient : row) {
        sum += Math.abs(coefficient.doubleValue());
      }
      largestRowSum = Math.max(largestRowSum, sum);
    }
    return new Stability(largestRowSum, realInterval(polynomial(tableau)));
  }

  /** The coefficients of {@code R(z) = 1 + sum_k z^k b A^(k-1) 1}, from the constant on. */
  static double[] polynomial(ButcherTableau tableau) {
    int stages = tableau.stages();
    double[] coefficients = new double[stages + 1];
    coefficients[0] = 1;
    double[] power = new double[stages];
    Arrays.fill(power, 1);
    for (int k = 1; k <= stages; k++) {
      double[] next = new double[stages];
      for (int i = 0; i < stages; i++) {
        coefficients[k] += tableau.b().get(i).doubleValue() * power[i];
        for (int j = 0; j < i; j++) {
          next[i] += tableau.a(i, j).doubleValue() * power[j];
        }
      }
      power = next;
    }
    return coefficients;
  }

  private static double realInterval(double[] polynomial) {
    double outside = INCREMENT;
    while (outside < MAX_INTERVAL && isStable(polynomial, outside)) {
      outside += INCREMENT;
    }
    double inside = outside - INCREMENT;
    for (int i = 0; i < 40; i++) {
      double middle = (inside + outside) / 2;
      if (isStable(polynomial, middle)) {
        inside = middle;
      } else {
        outside = middle;
      }
    }
    return inside < INCREMENT / 2 ? 0 : inside;
  }

  private static boolean isStable(double[] polynomial, double s) {
    double value = 0;
    for (int k = polynomial.length - 1; k >= 0; k--) {
      value = value * -s + polynomial[k];
    }
    return Math.abs(value) <= 1 + SLACK;
  }
}
