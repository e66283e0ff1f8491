package dev.highorder.demo.cli.options;

import dev.highorder.text.ForeignText;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * One or more whole numbers, joined by commas. Picocli's own lists would drop an empty number at
 * the end, and join the lists of an option that is given twice.
 *
 * @param values in the order in which they were given
 */
record WholeNumbers(List<Integer> values) {

  private static final int MAX_NUMBERS = 64;

  /** A converter that refuses lists with numbers out of a range. */
  abstract static class Converter implements ITypeConverter<WholeNumbers> {

    private final WholeNumber number;

    Converter(WholeNumber number) {
      this.number = number;
    }

    @Override
    public WholeNumbers convert(String value) {
      String[] parts = value.split(",", -1);
      if (parts.length > MAX_NUMBERS) {
        throw new TypeConversionException(
            "'%s' has %s numbers. Give at most %s."
                .formatted(ForeignText.show(value), parts.length, MAX_NUMBERS));
      }
      try {
        return new WholeNumbers(Arrays.stream(parts).map(number::convert).toList());
      } catch (TypeConversionException e) {
        throw parts.length == 1
            ? e
            : new TypeConversionException(
                "in '%s', %s".formatted(ForeignText.show(value), e.getMessage()));
      }
    }
  }

  /** Channels or blocks. */
  static final class Sizes extends Converter {
    Sizes() {
      super(new WholeNumber.Count());
    }
  }

  /** Epochs. */
  static final class Epochs extends Converter {
    Epochs() {
      super(new WholeNumber.Repetitions());
    }
  }

  /** Returns the numbers as they are written on the command line. */
  @Override
  public String toString() {
    return String.join(",", values.stream().map(String::valueOf).toList());
  }
}
