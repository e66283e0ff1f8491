package dev.highorder.table;

import dev.highorder.text.ForeignText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** The measurement of columns on a training set: what they hold, and how it becomes numbers. */
public final class ColumnMeasurement {

  private final Rows rows;
  private final ColumnChoice choice;

  private ColumnMeasurement(Rows rows, ColumnChoice choice) {
    this.rows = rows;
    this.choice = choice;
  }

  /**
   * Measures the columns that are read, in the order of the table. A column whose values are all
   * numbers has numbers, a column in which none is a number has categories.
   *
   * @throws BadValueException if a column has both, or a value is missing that must not be
   * @throws IllegalArgumentException if a column does not exist, is empty, or has too many
   *     categories
   */
  public static List<Column> of(Rows rows, ColumnChoice choice) {
    ColumnMeasurement measurement = new ColumnMeasurement(rows, choice);
    return choice.features(rows).stream().map(measurement::measure).toList();
  }

  private Column measure(String name) {
    int column = rows.column(name);
    return !choice.categories().contains(name) && isNumeric(name, column)
        ? new Column(name, numbers(name, column), null)
        : new Column(name, null, categories(name, column));
  }

  /** A column of numbers with a slip of the pen must not become one of a thousand categories. */
  private boolean isNumeric(String name, int column) {
    int numbers = 0;
    List<Integer> others = new ArrayList<>();
    for (int row = 0; row < rows.size(); row++) {
      String value = rows.value(row, column);
      if (DecimalText.parse(value).isPresent()) {
        numbers++;
      } else if (!DecimalText.isMissing(value)) {
        others.add(row);
      }
    }
    if (numbers > 0 && !others.isEmpty()) {
      BadValues faults = new BadValues(rows.source());
      for (int row : others) {
        faults.add(
            rows.place(row),
            name,
            "%s is not a number, but %s other values of the column are. Correct it, or declare the column as one of categories (--categories)."
                .formatted(ForeignText.show(rows.value(row, column)), numbers));
      }
      faults.throwIfAny();
    }
    return numbers > 0;
  }

  private Standardisation numbers(String name, int column) {
    List<Double> numbers = new ArrayList<>();
    BadValues faults = new BadValues(rows.source());
    for (int row = 0; row < rows.size(); row++) {
      OptionalDouble number = DecimalText.parse(rows.value(row, column));
      if (number.isPresent()) {
        numbers.add(number.getAsDouble());
      } else {
        addMissing(faults, row, name);
      }
    }
    faults.throwIfAny();
    double mean = numbers.stream().mapToDouble(x -> x).sum() / numbers.size();
    double variance =
        numbers.stream().mapToDouble(x -> (x - mean) * (x - mean)).sum() / numbers.size();
    if (!Double.isFinite(mean) || !Double.isFinite(variance)) {
      throw new IllegalArgumentException(
          "%s, column %s: the numbers are too large to be standardised. Give them in another unit."
              .formatted(ForeignText.show(rows.source()), ForeignText.show(name)));
    }
    return new Standardisation(mean, variance > 0 ? Math.sqrt(variance) : 1, fills() ? mean : null);
  }

  private OneHot categories(String name, int column) {
    Map<String, Integer> counts = new TreeMap<>();
    BadValues faults = new BadValues(rows.source());
    for (int row = 0; row < rows.size(); row++) {
      String value = rows.value(row, column);
      if (value.isEmpty()) {
        addMissing(faults, row, name);
      } else {
        counts.merge(value, 1, Integer::sum);
      }
    }
    if (counts.isEmpty()) {
      throw unusable(name, "every value is missing. Ignore the column (--ignore).");
    }
    faults.throwIfAny();
    if (counts.size() > OneHot.MAX_VALUES) {
      throw unusable(
          name,
          "it has %s different values, and at most %s categories are allowed. Ignore the column (--ignore), or group its values."
              .formatted(counts.size(), OneHot.MAX_VALUES));
    }
    List<String> values = List.copyOf(counts.keySet());
    return new OneHot(values, fills() ? mostFrequent(counts) : null);
  }

  private void addMissing(BadValues faults, int row, String name) {
    if (!fills()) {
      faults.add(rows.place(row), name, Column.MISSING);
    }
  }

  private boolean fills() {
    return choice.missing() == MissingValues.FILL;
  }

  /** Of equally frequent ones the first in order. */
  private static String mostFrequent(Map<String, Integer> counts) {
    String best = null;
    for (Map.Entry<String, Integer> entry : counts.entrySet()) {
      if (best == null || entry.getValue() > counts.get(best)) {
        best = entry.getKey();
      }
    }
    return best;
  }

  private IllegalArgumentException unusable(String name, String fault) {
    return new IllegalArgumentException(
        "%s, column %s: %s"
            .formatted(ForeignText.show(rows.source()), ForeignText.show(name), fault));
  }
}
