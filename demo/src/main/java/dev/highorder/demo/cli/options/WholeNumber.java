package dev.highorder.demo.cli.options;

import dev.highorder.engine.Engines;
import dev.highorder.image.ImageFile;
import dev.highorder.input.TextFormat;
import dev.highorder.text.ForeignText;
import java.util.Locale;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A converter of whole numbers that refuses those out of its range. */
public abstract class WholeNumber implements ITypeConverter<Integer> {

  private static final Pattern DIGITS = Pattern.compile("[-+]?[0-9]+");

  private final int min;
  private final int max;
  private final String remark;

  WholeNumber(int min, int max) {
    this(min, max, "");
  }

  /**
   * Creates a converter.
   *
   * @param remark follows the range in the message
   */
  WholeNumber(int min, int max, String remark) {
    this.min = min;
    this.max = max;
    this.remark = remark;
  }

  @Override
  public Integer convert(String value) {
    int number;
    try {
      if (!DIGITS.matcher(value).matches()) { // Java also reads digits of other scripts
        throw refusal(value);
      }
      number = Integer.parseInt(value);
    } catch (NumberFormatException e) { // also a number that no int can hold
      throw refusal(value);
    }
    if (number < min || number > max) {
      throw refusal(value);
    }
    return number;
  }

  private TypeConversionException refusal(String value) {
    return new TypeConversionException(
        String.format(
            Locale.ROOT,
            "'%s' cannot be used. Give a whole number from %s to %s%s.",
            ForeignText.show(value),
            min,
            max,
            remark));
  }

  /** A number of things of which there may be as many as a file or a directory has. */
  public static final class Count extends WholeNumber {
    Count() {
      super(1, Integer.MAX_VALUE);
    }
  }

  /** The same, or none. */
  public static final class CountOrNone extends WholeNumber {
    CountOrNone() {
      super(0, Integer.MAX_VALUE);
    }
  }

  /** A number of repetitions, such as epochs. */
  public static final class Repetitions extends WholeNumber {
    static final int MAX = 1_000_000;

    Repetitions() {
      super(1, MAX);
    }
  }

  /** The same, or none. */
  public static final class RepetitionsOrNone extends WholeNumber {
    RepetitionsOrNone() {
      super(0, Repetitions.MAX);
    }
  }

  /** A number of examples that are in memory at once. */
  public static final class BatchSize extends WholeNumber {
    BatchSize() {
      super(1, 1 << 16);
    }
  }

  /** The side of a square image in pixels. */
  public static final class Side extends WholeNumber {
    Side() {
      super(1, (int) Math.sqrt(ImageFile.MAX_PIXELS));
    }
  }

  /** The channels of a layer. */
  public static final class Width extends WholeNumber {
    Width() {
      super(1, 1 << 16);
    }
  }

  /** The channels of a network whose width is one number. */
  public static final class SubNetWidth extends WholeNumber {
    SubNetWidth() {
      super(1, 4096);
    }
  }

  /** The number of sub-nets of a stack. */
  public static final class SubNets extends WholeNumber {
    SubNets() {
      super(1, 1000);
    }
  }

  /** The points along a side of a surface, the middle among them. */
  public static final class Points extends WholeNumber {
    Points() {
      super(3, 1001);
    }
  }

  /** A time of at most a year. */
  public static final class Seconds extends WholeNumber {
    Seconds() {
      super(1, 365 * 24 * 3600);
    }
  }

  /** How often something is measured. */
  public static final class Rounds extends WholeNumber {
    Rounds() {
      super(1, 1000);
    }
  }

  /** The threads of an operator. */
  public static final class Threads extends WholeNumber {
    Threads() {
      super(
          1,
          Engines.maxThreads(),
          "; this machine has " + Runtime.getRuntime().availableProcessors() + " cores");
    }
  }

  /** The number of different tokens of texts. */
  public static final class VocabularySize extends WholeNumber {
    VocabularySize() {
      super(1, TextFormat.MAX_VOCABULARY);
    }
  }

  /** The number of tokens of a text. */
  public static final class TextLength extends WholeNumber {
    TextLength() {
      super(1, TextFormat.MAX_LENGTH);
    }
  }
}
