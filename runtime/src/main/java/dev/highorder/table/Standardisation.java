package dev.highorder.table;

import dev.highorder.storage.MayBeAbsent;
import dev.highorder.text.ForeignText;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Numbers of a column, shifted and scaled so that those of the training set have mean 0 and
 * variance 1.
 *
 * @param mean the mean in the training set
 * @param deviation the standard deviation in the training set; 1 if all numbers are equal
 * @param fill the number that stands for missing ones; null if these are refused
 */
public record Standardisation(double mean, double deviation, @MayBeAbsent Double fill) {

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if one is not finite, or the deviation is not above 0
   */
  public Standardisation {
    if (!Double.isFinite(mean)
        || !Double.isFinite(deviation)
        || deviation <= 0
        || (fill != null && !Double.isFinite(fill))) {
      throw new IllegalArgumentException(
          "input.columns has a mean, deviation or fill that is not finite, or a deviation that is not above 0");
    }
  }

  /**
   * Writes a value.
   *
   * @return the fault of the value and its remedy, if it cannot be written
   */
  Optional<String> encode(String value, float[] target, int offset) {
    OptionalDouble number = DecimalText.parse(value);
    if (number.isEmpty() && DecimalText.isMissing(value)) {
      if (fill == null) {
        return Optional.of(Column.MISSING);
      }
      number = OptionalDouble.of(fill);
    }
    if (number.isEmpty()) {
      return Optional.of(
          "%s is not a number. Write it in digits, with a point before decimals, as in 1234.5."
              .formatted(ForeignText.show(value)));
    }
    float standardised = (float) ((number.getAsDouble() - mean) / deviation);
    if (!Float.isFinite(standardised)) {
      return Optional.of(
          "%s is too far from the mean %s of the training set. Correct it."
              .formatted(ForeignText.show(value), mean));
    }
    target[offset] = standardised;
    return Optional.empty();
  }
}
