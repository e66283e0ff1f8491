package dev.highorder.demo.cli.options;

import dev.highorder.image.RgbImage;
import dev.highorder.text.ForeignText;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A number for each channel of an image, joined by commas.
 *
 * @param values of red, green and blue
 */
record ChannelValues(List<Float> values) {

  /** A converter that refuses other lists, and numbers out of a range. */
  abstract static class Converter implements ITypeConverter<ChannelValues> {

    private final RealNumber number;

    Converter(RealNumber number) {
      this.number = number;
    }

    @Override
    public ChannelValues convert(String value) {
      String[] parts = value.split(",", -1);
      if (parts.length != RgbImage.CHANNELS) {
        throw new TypeConversionException(
            "'%s' is not three numbers joined by commas. Give one each for red, green and blue."
                .formatted(ForeignText.show(value)));
      }
      try {
        return new ChannelValues(Arrays.stream(parts).map(number::convert).toList());
      } catch (TypeConversionException e) {
        throw new TypeConversionException(
            "in '%s', %s".formatted(ForeignText.show(value), e.getMessage()));
      }
    }
  }

  /** Means. */
  static final class Means extends Converter {
    Means() {
      super(new RealNumber.Mean());
    }
  }

  /** Standard deviations. */
  static final class Deviations extends Converter {
    Deviations() {
      super(new RealNumber.Deviation());
    }
  }
}
