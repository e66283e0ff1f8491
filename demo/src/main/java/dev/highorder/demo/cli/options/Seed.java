package dev.highorder.demo.cli.options;

import dev.highorder.text.ForeignText;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A converter of seeds: whole numbers of 64 bits. */
public final class Seed implements ITypeConverter<Long> {

  @Override
  public Long convert(String value) {
    try {
      return Long.valueOf(value);
    } catch (NumberFormatException e) {
      throw new TypeConversionException(
          "'%s' cannot be used. Give a whole number from %s to %s."
              .formatted(ForeignText.show(value), Long.MIN_VALUE, Long.MAX_VALUE));
    }
  }
}
