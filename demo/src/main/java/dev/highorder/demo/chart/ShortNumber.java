package dev.highorder.demo.chart;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Numbers at axes: four digits without zeros at the end, very large and small ones with a power.
 */
final class ShortNumber {

  private static final MathContext DIGITS = new MathContext(4);
  private static final double LARGE = 1e5;
  private static final double SMALL = 1e-4;

  private ShortNumber() {}

  static String of(double number) {
    double size = Math.abs(number);
    if (number == 0 || !Double.isFinite(number)) {
      return number == 0 ? "0" : String.valueOf(number);
    }
    BigDecimal rounded = new BigDecimal(number).round(DIGITS).stripTrailingZeros();
    if (size >= LARGE || size < SMALL) {
      int power = rounded.precision() - rounded.scale() - 1;
      return rounded.scaleByPowerOfTen(-power).stripTrailingZeros().toPlainString() + "e" + power;
    }
    return rounded.toPlainString();
  }
}
