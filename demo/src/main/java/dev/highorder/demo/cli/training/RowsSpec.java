package dev.highorder.demo.cli.training;

import dev.highorder.dataset.ExampleSet;
import dev.highorder.dataset.table.Holdout;
import dev.highorder.dataset.table.LabelledRows;
import dev.highorder.input.InputFormat;
import dev.highorder.input.TableFormat;
import dev.highorder.source.csv.CsvFile;
import dev.highorder.table.Column;
import dev.highorder.table.ColumnChoice;
import dev.highorder.table.MissingValues;
import dev.highorder.table.Rows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The roles of the columns of a CSV file, and where its test set is.
 *
 * @param test an absolute path of a CSV file; null if a share of the rows is withheld
 * @param label the column with the classes; null in an evaluation, where the classifier knows it
 * @param holdout the share of each class that is withheld
 * @param ignored columns that are not read
 * @param categories columns of categories whose values look like numbers
 * @param missing the treatment of missing values
 */
public record RowsSpec(
    String test,
    String label,
    double holdout,
    List<String> ignored,
    List<String> categories,
    MissingValues missing) {

  /** The share of each class that is withheld if nothing else is asked for. */
  public static final double HOLDOUT = 0.2;

  /** Rows that are withheld of a file whose label the classifier knows. */
  static final RowsSpec DEFAULT =
      new RowsSpec(null, null, HOLDOUT, List.of(), List.of(), MissingValues.REFUSE);

  /** Returns the same roles with another test file. */
  RowsSpec testIn(String changed) {
    return new RowsSpec(changed, label, holdout, ignored, categories, missing);
  }

  ExampleKind kind() {
    return ExampleKind.ROWS;
  }

  private ColumnChoice choice() {
    return new ColumnChoice(label, ignored, categories, missing);
  }

  /** Reads the training set and the test set, and checks every value of both. */
  DataSets read(Path file) throws IOException {
    Rows all = CsvFile.read(file);
    try {
      Holdout parts =
          test == null
              ? Holdout.of(all, label, choice().features(all), holdout, Holdout.SEED)
              : new Holdout(all, CsvFile.read(Path.of(test)));
      LabelledRows training = LabelledRows.of(parts.training(), choice());
      LabelledRows tested = LabelledRows.of(parts.test(), choice(), training.classes());
      tested.encoder(training.measuredFormat());
      return new DataSets(training, tested);
    } catch (IllegalArgumentException e) { // about values and columns of the files
      throw new IOException(e.getMessage(), e);
    }
  }

  /**
   * Reads the test set of a saved classifier: the test file, or the rows that were withheld.
   *
   * @param file null if there is only a test file
   */
  ExampleSet test(Path file, InputFormat format, List<String> classes) throws IOException {
    if (!(format instanceof TableFormat table)) {
      throw new IOException(
          "The classifier reads examples of the kind %s, not rows. Give its own kind with --data."
              .formatted(format.kind()));
    }
    try {
      Rows rows = test == null ? withheld(CsvFile.read(file), table) : CsvFile.read(Path.of(test));
      LabelledRows tested = LabelledRows.of(rows, ColumnChoice.label(table.label()), classes);
      tested.encoder(format);
      return tested;
    } catch (IllegalArgumentException e) { // about values and columns of the files
      throw new IOException(e.getMessage(), e);
    }
  }

  private Rows withheld(Rows all, TableFormat table) {
    List<String> features = table.columns().stream().map(Column::name).toList();
    return Holdout.of(all, table.label(), features, holdout, Holdout.SEED).test();
  }
}
