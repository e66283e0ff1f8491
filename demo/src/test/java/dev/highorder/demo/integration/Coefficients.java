package dev.highorder.demo.integration;

import java.util.Arrays;

/** Evaluates the numbers of a tableau in double precision, independently of the processor. */
final class Coefficients {

  private final String text;
  private int at;

  private Coefficients(String text) {
    this.text = text;
  }

  /** Returns the numbers of a row. */
  static double[] of(String row) {
    return Arrays.stream(row.split(" ", -1)).mapToDouble(t -> new Coefficients(t).sum()).toArray();
  }

  private double sum() {
    double value = 0;
    double sign = next('-') ? -1 : 1;
    do {
      value += sign * product();
      sign = next('+') ? 1 : next('-') ? -1 : 0;
    } while (sign != 0);
    return value;
  }

  private double product() {
    double value = factor();
    while (true) {
      if (next('*')) {
        value *= factor();
      } else if (next('/')) {
        value /= factor();
      } else {
        return value;
      }
    }
  }

  private double factor() {
    boolean root = text.startsWith("sqrt", at);
    at += root ? 4 : 0;
    if (next('(')) {
      double value = sum();
      at++;
      return root ? Math.sqrt(value) : value;
    }
    int start = at;
    while (at < text.length() && "0123456789.".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return Double.parseDouble(text.substring(start, at));
  }

  private boolean next(char c) {
    boolean found = at < text.length() && text.charAt(at) == c;
    at += found ? 1 : 0;
    return found;
  }
}
