package dev.highorder.processor.scheme;

import java.util.Arrays;
import java.util.List;

/**
 * How a method bears large steps, as far as its tableau tells.
 *
 * @param growth the largest row sum of {@code |a_ij|}: how much a stage's input can outgrow the
 *     states where each stage has weights of its own
 * @param realInterval the largest s such that {@code |R(z)| <= 1} for all z in [-s, 0], where R is
 *     the stability polynomial, the step on {@code y' = z y}; 0 if there is none
 */
public record Stability(double growth, double realInterval) {

  private static final double STEP = 1e-3;
  private static final double LARGEST = 1000;

  /** Rounding of the polynomial must not end the interval. */
  private static final double SLACK = 1e-9;

  /** Analyses a tableau. */
  public static Stability of(ButcherTableau tableau) {
    double growth = 0;
    for (List<ExactNumber> row : tableau.a()) {
      double sum = 0;
      for (ExactNumber coefficient : row) {
        sum += Math.abs(coefficient.doubleValue());
      }
      growth = Math.max(growth, sum);
    }
    return new Stability(growth, realInterval(polynomial(tableau)));
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
    double outside = STEP;
    while (outside < LARGEST && isStable(polynomial, outside)) {
      outside += STEP;
    }
    double inside = outside - STEP;
    for (int i = 0; i < 40; i++) {
      double middle = (inside + outside) / 2;
      if (isStable(polynomial, middle)) {
        inside = middle;
      } else {
        outside = middle;
      }
    }
    return inside < STEP / 2 ? 0 : inside;
  }

  private static boolean isStable(double[] polynomial, double s) {
    double value = 0;
    for (int k = polynomial.length - 1; k >= 0; k--) {
      value = value * -s + polynomial[k];
    }
    return Math.abs(value) <= 1 + SLACK;
  }
}
