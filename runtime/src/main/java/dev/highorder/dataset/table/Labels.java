package dev.highorder.dataset.table;

import dev.highorder.table.BadValues;
import dev.highorder.table.Rows;
import dev.highorder.text.ForeignText;
import java.util.List;
import java.util.TreeSet;

/** The column of a table that has the classes. */
final class Labels {

  private Labels() {}

  /**
   * Returns the classes of a training set, in alphabetical order.
   *
   * @throws IllegalArgumentException if a label is missing, or the values are not those of classes
   */
  static List<String> classes(Rows rows, String label) {
    int column = rows.column(label);
    BadValues faults = new BadValues(rows.source());
    TreeSet<String> classes = new TreeSet<>();
    for (int row = 0; row < rows.size(); row++) {
      String value = rows.value(row, column);
      if (value.isEmpty()) {
        faults.add(rows.place(row), label, "the label is missing. Fill it in, or remove the row.");
      } else {
        classes.add(value);
      }
    }
    faults.throwIfAny();
    if (classes.size() < 2) {
      throw bad(rows, label, "all labels are %s. Give at least two classes.", classes.first());
    }
    if (classes.size() > 2 && 2 * classes.size() > rows.size()) {
      throw bad(
          rows,
          label,
          "there are %s different labels. A classifier needs several examples of each class.",
          "%s examples with %s".formatted(rows.size(), classes.size()));
    }
    return List.copyOf(classes);
  }

  /**
   * Returns for each row the index of its class.
   *
   * @param classes the classes of the training set
   * @throws dev.highorder.table.BadValueException if a label is missing or is none of them
   */
  static int[] of(Rows rows, String label, List<String> classes) {
    int column = rows.column(label);
    BadValues faults = new BadValues(rows.source());
    int[] labels = new int[rows.size()];
    for (int row = 0; row < labels.length; row++) {
      String value = rows.value(row, column);
      labels[row] = classes.indexOf(value);
      if (labels[row] < 0) {
        faults.add(
            rows.place(row),
            label,
            value.isEmpty()
                ? "the label is missing. Fill it in, or remove the row."
                : "%s is not a class of the training set: %s. Correct it, or remove the row."
                    .formatted(ForeignText.show(value), ForeignText.show(classes)));
      }
    }
    faults.throwIfAny();
    return labels;
  }

  private static IllegalArgumentException bad(
      Rows rows, String label, String fault, String argument) {
    return new IllegalArgumentException(
        "%s, column %s: %s"
            .formatted(
                ForeignText.show(rows.source()),
                ForeignText.show(label),
                fault.formatted(ForeignText.show(argument))));
  }
}
