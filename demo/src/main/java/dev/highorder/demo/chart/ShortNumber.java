package dev.highorder.demo.chart;

import java.math.BigDecimal;
import java.math.MathContext;
import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;

/**
 * Numbers at axes: four digits without zeros at the end, very large and small ones with a power.
 */
final class ShortNumber extends NumberFormat {

  private static final long serialVersionUID = 1L;

  private static final MathContext DIGITS = new MathContext(4);
  private static final double LARGE = 1e5;
  private static final double SMALL = 1e-4;

  @Override
  public StringBuffer format(double number, StringBuffer text, FieldPosition position) {
    return text.append(of(number));
  }

  @Override
  public StringBuffer format(long number, StringBuffer text, FieldPosition position) {
    return text.append(of((double) number));
  }

  @Override
  public Number parse(String source, ParsePosition position) {
    throw new UnsupportedOperationException("Numbers at axes are only written.");
  }

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
