package dev.highorder.classifier;

import dev.highorder.artifact.Manifest;
import dev.highorder.artifact.SavedClassifier;
import dev.highorder.dataset.ExampleDataset;
import dev.highorder.evaluation.ClassificationReport;
import dev.highorder.input.TableFormat;
import dev.highorder.storage.StorageException;
import dev.highorder.table.BadValueException;
import dev.highorder.table.Column;
import dev.highorder.table.Rows;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A trained classifier of the rows of a table, ready to use.
 *
 * <pre>{@code
 * try (TableClassifier classifier = TableClassifier.load(Path.of("iris"))) {
 *   Prediction prediction =
 *       classifier.classify(
 *           Map.of(
 *               "sepal_length", "5.1",
 *               "sepal_width", "3.5",
 *               "petal_length", "1.4",
 *               "petal_width", "0.2"));
 *   System.out.println(prediction.best()); // setosa 99.8%
 * }
 * }</pre>
 *
 * <p>Threads, compilation and closing are as those of {@link ImageClassifier}.
 */
public final class TableClassifier implements Classifier {

  private static final ClassifierBuilder.Face<TableFormat, TableClassifier> FACE =
      new ClassifierBuilder.Face<>(TableFormat.class, "rows of a table", TableClassifier::new);

  private final ClassifierCore core;
  private final TableFormat input;

  TableClassifier(ClassifierCore core, TableFormat input) {
    this.core = core;
    this.input = input;
    core.prepare(new float[Math.toIntExact(input.shape().size())]);
  }

  /**
   * Loads a saved classifier with the default engine on its default device. {@link #builder()} has
   * more choices.
   *
   * @param directory a directory that {@link SavedClassifier} has written
   * @throws StorageException if it is not a saved classifier of rows, is damaged, or its generated
   *     class is not found, cannot be used or is not the one that was saved
   */
  public static TableClassifier load(Path directory) throws StorageException {
    return builder().setDirectory(directory).load();
  }

  /**
   * Returns a builder, which also takes an engine, a device, a class loader and a stack factory.
   */
  public static ClassifierBuilder<TableClassifier> builder() {
    return new ClassifierBuilder<>(FACE);
  }

  /** Returns the names of the columns that a row needs. */
  public List<String> columns() {
    return input.columns().stream().map(Column::name).toList();
  }

  /**
   * Classifies a row.
   *
   * @param row the values by the names of the columns, at least of {@link #columns()}; others are
   *     not looked at. An empty text is a missing value
   * @return all classes with their probabilities, the most probable first
   * @throws BadValueException if a value is absent, missing, not a number or an unknown category;
   *     the message names its column
   * @throws IllegalStateException if the classifier is closed
   */
  public Prediction classify(Map<String, String> row) {
    return classifyAll(List.of(row)).get(0);
  }

  /**
   * Classifies rows together, in one batch.
   *
   * @param rows as in {@link #classify}
   * @return for each row, all classes with their probabilities
   * @throws BadValueException as {@link #classify}; the message names the row, too
   * @throws IllegalStateException if the classifier is closed
   */
  public List<Prediction> classifyAll(List<Map<String, String>> rows) {
    return rows.isEmpty() ? List.of() : classifyAll(Rows.of("the request", columns(), rows));
  }

  /**
   * Classifies the rows of a table together, in one batch.
   *
   * @param rows has the columns of the classifier, in any order, and perhaps others
   * @return for each row, all classes with their probabilities
   * @throws IllegalArgumentException if a column is not there
   * @throws BadValueException if a value is missing, not a number or an unknown category; the
   *     message names its line and column
   * @throws IllegalStateException if the classifier is closed
   */
  public List<Prediction> classifyAll(Rows rows) {
    return core.classifyAll(List.of(Column.encodeAll(input.columns(), rows)));
  }

  @Override
  public ClassificationReport evaluate(ExampleDataset dataset) {
    return core.evaluate(dataset);
  }

  @Override
  public Manifest manifest() {
    return core.manifest();
  }

  @Override
  public void close() {
    core.close();
  }
}
