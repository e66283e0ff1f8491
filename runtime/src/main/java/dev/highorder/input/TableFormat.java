package dev.highorder.input;

import ai.djl.ndarray.types.Shape;
import dev.highorder.table.Column;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;

/**
 * Rows of a table as vectors: standardised numbers and one-hot categories, column after column.
 *
 * @param label the column with the classes, which is not read
 * @param columns the columns that are read, in the order of the vector
 */
public record TableFormat(String label, List<Column> columns) implements InputFormat {

  /** The largest length of the vector. */
  public static final int MAX_FEATURES = 1 << 16;

  static final String KIND = "table";

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if a value is missing, a column occurs twice or is the label,
   *     or the vector is too long
   */
  public TableFormat {
    if (label == null || label.isBlank()) {
      throw new IllegalArgumentException("input.label is missing");
    }
    if (columns == null || columns.isEmpty() || columns.stream().anyMatch(Objects::isNull)) {
      throw new IllegalArgumentException("input.columns is missing or has gaps");
    }
    columns = List.copyOf(columns);
    HashSet<String> names = new HashSet<>(List.of(label));
    if (!columns.stream().allMatch(column -> names.add(column.name()))) {
      throw new IllegalArgumentException("input.columns has a name twice, or that of the label");
    }
    long features = columns.stream().mapToLong(Column::width).sum();
    if (features > MAX_FEATURES) {
      throw new IllegalArgumentException(
          "input.columns makes vectors of %s numbers; at most %s are allowed"
              .formatted(features, MAX_FEATURES));
    }
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Shape shape() {
    return new Shape(columns.stream().mapToLong(Column::width).sum());
  }
}
