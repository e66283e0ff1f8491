package dev.highorder.table;

import dev.highorder.storage.MayBeAbsent;
import java.util.List;
import java.util.Optional;

/**
 * A column of a table that a network reads, and how its values become numbers. It has numbers or
 * categories.
 *
 * @param name the name of the column
 * @param number for a column of numbers, else null
 * @param category for a column of categories, else null
 */
public record Column(
    String name, @MayBeAbsent Standardisation number, @MayBeAbsent OneHot category) {

  static final String MISSING =
      "the value is missing. Fill it in, or train with missing values filled (--missing fill,"
          + " MissingValues.FILL).";

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if there is no name, or not exactly one of the two encodings
   */
  public Column {
    if (name == null || name.isBlank() || (number == null) == (category == null)) {
      throw new IllegalArgumentException(
          "input.columns has a column without a name, or not with one of number and category");
    }
  }

  /** Returns how many numbers a value becomes. */
  public int width() {
    return number == null ? category.values().size() : 1;
  }

  private Optional<String> encode(String value, float[] target, int offset) {
    return number == null
        ? category.encode(value, target, offset)
        : number.encode(value, target, offset);
  }

  /**
   * Writes the rows of a table as vectors.
   *
   * @param columns the columns of the training set, in the order in which the network reads them
   * @param rows has these columns, in any order, and perhaps others
   * @return a vector for each row
   * @throws BadValueException if values cannot be used; the message names them
   * @throws IllegalArgumentException if the table lacks a column
   */
  public static float[][] encodeAll(List<Column> columns, Rows rows) {
    int[] indices = columns.stream().mapToInt(column -> rows.column(column.name())).toArray();
    int width = columns.stream().mapToInt(Column::width).sum();
    float[][] vectors = new float[rows.size()][width];
    BadValues faults = new BadValues(rows.source());
    for (int row = 0; row < vectors.length; row++) {
      int offset = 0;
      for (int c = 0; c < indices.length; c++) {
        Column column = columns.get(c);
        String place = rows.place(row);
        column
            .encode(rows.value(row, indices[c]), vectors[row], offset)
            .ifPresent(fault -> faults.add(place, column.name(), fault));
        offset += column.width();
      }
    }
    faults.throwIfAny();
    return vectors;
  }
}
