package dev.highorder.demo.cli.options;

import dev.highorder.text.ForeignText;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A converter of numbers that refuses those out of its range, and those that engines cannot
 * represent: a positive number below the smallest normal float.
 */
public abstract class RealNumber implements ITypeConverter<Float> {

  /** Java's own parser also takes blanks, hexadecimal digits and letters at the end. */
  private static final Pattern DECIMAL =
      Pattern.compile("[-+]?(\\d{1,99}\\.?\\d{0,99}|\\.\\d{1,99})([eE][-+]?\\d{1,9})?");

  private static final Pattern ZERO = Pattern.compile("[-+]?[0.]*([eE].*)?");

  private final Predicate<Float> range;
  private final String description;

  RealNumber(Predicate<Float> range, String description) {
    this.range = range;
    this.description = description;
  }

  @Override
  public Float convert(String value) {
    if (!DECIMAL.matcher(value).matches()) {
      throw refusal(value);
    }
    float number = Float.parseFloat(value);
    boolean vanishes = Math.abs(number) < Float.MIN_NORMAL && !ZERO.matcher(value).matches();
    if (vanishes || !Float.isFinite(number) || !range.test(number)) {
      throw refusal(value);
    }
    return number;
  }

  private TypeConversionException refusal(String value) {
    return new TypeConversionException(
        String.format(
            Locale.ROOT,
            "'%s' cannot be used. Give a number %s; the smallest above 0 is 1.2e-38.",
            ForeignText.show(value),
            description));
  }

  /** A learning rate. */
  public static final class Rate extends RealNumber {
    Rate() {
      super(value -> value > 0 && value <= 1e6f, "above 0, at most 1e6");
    }
  }

  /** A share that may be nothing, but not everything. */
  public static final class Share extends RealNumber {
    Share() {
      super(value -> value >= 0 && value < 1, "from 0 to less than 1");
    }
  }

  /** A share that is neither nothing nor everything. */
  public static final class TrueShare extends RealNumber {
    TrueShare() {
      super(value -> value > 0 && value < 1, "above 0 and below 1");
    }
  }

  /** A length that is not 0. */
  public static final class Norm extends RealNumber {
    Norm() {
      super(value -> value > 0, "above 0, at most 3.4e38");
    }
  }

  /** The mean of a channel of pixels that are scaled to 0..1. */
  static final class Mean extends RealNumber {
    Mean() {
      super(value -> value >= 0 && value <= 1, "from 0 to 1");
    }
  }

  /** The standard deviation of a channel of pixels that are scaled to 0..1. */
  static final class Deviation extends RealNumber {
    Deviation() {
      super(value -> value >= 1e-6f && value <= 1e6f, "from 1e-6 to 1e6");
    }
  }
}
