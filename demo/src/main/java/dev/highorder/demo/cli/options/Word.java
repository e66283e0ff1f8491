package dev.highorder.demo.cli.options;

import dev.highorder.augmentation.Augmentation;
import dev.highorder.demo.cli.training.NetworkSpec;
import dev.highorder.text.ForeignText;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A converter of texts that refuses an empty one, and those that are not among its words. */
public class Word implements ITypeConverter<String> {

  @Override
  public String convert(String value) {
    if (value.isBlank()) {
      throw new TypeConversionException(
          "'%s' is blank. Leave the option out, or give it a value."
              .formatted(ForeignText.show(value)));
    }
    return value;
  }

  /** The names of one or several devices. */
  public static final class Devices extends Word {

    private static final String DEVICE = "(cpu|gpu\\(\\d{1,4}\\))";

    @Override
    public String convert(String value) {
      if (!value.matches(DEVICE + "(," + DEVICE + "){0,63}")) {
        throw new TypeConversionException(
            "'%s' is not a device. Give cpu or gpu(0); for training also several, as in gpu(0),gpu(1)."
                .formatted(ForeignText.show(value)));
      }
      return value;
    }
  }

  /** The name of a network; that of a class becomes the qualified one. */
  public static final class Net extends Word {

    @Override
    public String convert(String value) {
      try {
        return NetworkSpec.qualifiedName(super.convert(value));
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  /** A list of augmentations. */
  static final class Augmentations extends Word {

    @Override
    public String convert(String value) {
      try {
        Augmentation.parseList(super.convert(value));
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(
            "'%s' is not a list of augmentations. %s"
                .formatted(ForeignText.show(value), e.getMessage()));
      }
      return value;
    }
  }
}
