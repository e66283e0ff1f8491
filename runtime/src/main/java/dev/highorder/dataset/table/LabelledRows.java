package dev.highorder.dataset.table;

import dev.highorder.dataset.ExampleEncoder;
import dev.highorder.dataset.ExampleSet;
import dev.highorder.input.InputFormat;
import dev.highorder.input.TableFormat;
import dev.highorder.table.Column;
import dev.highorder.table.ColumnChoice;
import dev.highorder.table.ColumnMeasurement;
import dev.highorder.table.Rows;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;

/**
 * An immutable set of labelled rows of a table in memory.
 *
 * <p>Instances are safe for use by several threads.
 */
public final class LabelledRows implements ExampleSet {

  private final Rows rows;
  private final ColumnChoice choice;
  private final List<String> classes;
  private final int[] labels;

  private LabelledRows(Rows rows, ColumnChoice choice, List<String> classes) {
    this.rows = rows;
    this.choice = choice;
    this.classes = List.copyOf(classes);
    labels = Labels.of(rows, choice.label(), classes);
  }

  /**
   * Creates a training set. Its classes are the values of the label, in alphabetical order.
   *
   * @throws IllegalArgumentException if a column does not exist, a label is missing, there are
   *     fewer than two classes, or about as many classes as rows
   */
  public static LabelledRows of(Rows rows, ColumnChoice choice) {
    return of(rows, choice, Labels.classes(rows, choice.label()));
  }

  /**
   * Creates a set whose classes are known, such as a test set.
   *
   * @param classes the names of the classes, all different
   * @throws IllegalArgumentException if a column does not exist, or a label is none of the classes
   */
  public static LabelledRows of(Rows rows, ColumnChoice choice, List<String> classes) {
    if (new HashSet<>(classes).size() != classes.size()) {
      throw new IllegalArgumentException(
          "A class name occurs twice in %s. Name each class once.".formatted(classes));
    }
    return new LabelledRows(rows, choice, classes);
  }

  @Override
  public String description() {
    return rows.source();
  }

  @Override
  public int size() {
    return rows.size();
  }

  @Override
  public List<String> classes() {
    return classes;
  }

  @Override
  public int label(int index) {
    return labels[Objects.checkIndex(index, labels.length)];
  }

  @Override
  public String sha256() {
    return RowDigest.of(classes, rows, rows.columns());
  }

  @Override
  public TableFormat measuredFormat() {
    return new TableFormat(choice.label(), ColumnMeasurement.of(rows, choice));
  }

  /**
   * Returns an encoder of these rows, which are encoded at once.
   *
   * @throws dev.highorder.table.BadValueException if a value cannot be used; the message names it
   */
  @Override
  public ExampleEncoder encoder(InputFormat format) {
    if (!(format instanceof TableFormat table)) {
      throw new IllegalArgumentException(
          "%s: these examples are rows of a table, but the network reads examples of the kind %s. Give it a set of that kind."
              .formatted(description(), format.kind()));
    }
    float[][] vectors = Column.encodeAll(table.columns(), rows);
    return (index, epoch, target, offset) ->
        System.arraycopy(vectors[index], 0, target, offset, vectors[index].length);
  }

  @Override
  public String toString() {
    return "%s: %s rows in %s classes".formatted(description(), size(), classes.size());
  }
}
