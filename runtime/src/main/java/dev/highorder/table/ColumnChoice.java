package dev.highorder.table;

import java.util.List;
import java.util.Objects;

/**
 * The roles of the columns of a training set.
 *
 * @param label the column with the classes
 * @param ignored columns that are not read, such as numbers of customers
 * @param categories columns of categories whose values look like numbers, such as postcodes
 * @param missing the treatment of missing values
 */
public record ColumnChoice(
    String label, List<String> ignored, List<String> categories, MissingValues missing) {

  /** Strips the names and copies the lists. */
  public ColumnChoice {
    label = label.strip();
    ignored = ignored.stream().map(String::strip).toList();
    categories = categories.stream().map(String::strip).toList();
    Objects.requireNonNull(missing, "missing");
  }

  /** Returns the choice of all columns but the label, each read as its values look. */
  public static ColumnChoice label(String name) {
    return new ColumnChoice(name, List.of(), List.of(), MissingValues.REFUSE);
  }

  /**
   * Returns the columns of a table that are read, without the label.
   *
   * @throws IllegalArgumentException if the table lacks a column that is named here, or none is
   *     left, or one has two roles
   */
  public List<String> features(Rows rows) {
    rows.column(label);
    ignored.forEach(rows::column);
    categories.forEach(rows::column);
    requireOneRole(ignored, List.of(label));
    requireOneRole(categories, List.of(label));
    requireOneRole(categories, ignored);
    List<String> features =
        rows.columns().stream()
            .filter(name -> !name.equals(label) && !ignored.contains(name))
            .toList();
    if (features.isEmpty()) {
      throw new IllegalArgumentException(
          rows.source() + ": no column is left besides the label. Ignore fewer columns.");
    }
    return features;
  }

  private static void requireOneRole(List<String> names, List<String> others) {
    names.stream()
        .filter(others::contains)
        .findFirst()
        .ifPresent(
            name -> {
              throw new IllegalArgumentException(
                  "The column %s has two roles: a column is the label, ignored, or of categories. Name it once."
                      .formatted(name));
            });
  }
}
