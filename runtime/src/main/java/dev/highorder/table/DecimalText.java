package dev.highorder.table;

import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;

/** Numbers as tables write them, which is less than {@link Double#parseDouble} takes. */
final class DecimalText {

  /** The texts that programs write for a number that they do not have. */
  private static final Set<String> MISSING = Set.of("", "NA", "N/A", "NaN", "nan", "null", "?");

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d{1,3})?");

  private static final int MAX_LENGTH = 100;

  private DecimalText() {}

  /** Returns whether a value in a column of numbers says that there is none. */
  static boolean isMissing(String value) {
    return MISSING.contains(value);
  }

  /** Returns the number that a text stands for; empty if it is not a finite decimal number. */
  static OptionalDouble parse(String value) {
    if (value.length() > MAX_LENGTH || !NUMBER.matcher(value).matches()) {
      return OptionalDouble.empty();
    }
    double number = Double.parseDouble(value);
    return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
  }
}
