package dev.highorder.demo.cli.options;

import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.ITypeConverter;

/**
 * The names of one or more columns, joined by commas. Picocli's own lists would join the lists of
 * an option that is given twice.
 *
 * @param names in the order in which they were given
 */
record ColumnNames(List<String> names) {

  /** A converter that refuses a blank name. */
  static final class Converter implements ITypeConverter<ColumnNames> {

    private final Word word = new Word();

    @Override
    public ColumnNames convert(String value) {
      return new ColumnNames(Arrays.stream(value.split(",", -1)).map(word::convert).toList());
    }
  }
}
