package dev.highorder.demo.cli.training;

import dev.highorder.classifier.Classifier;
import dev.highorder.classifier.TextClassifier;
import dev.highorder.dataset.ExampleSet;
import dev.highorder.dataset.table.Holdout;
import dev.highorder.dataset.table.LabelledRows;
import dev.highorder.dataset.text.LabelledTexts;
import dev.highorder.huggingface.FileTokenizer;
import dev.highorder.input.InputFormat;
import dev.highorder.input.TableFormat;
import dev.highorder.input.TextFormat;
import dev.highorder.source.csv.CsvFile;
import dev.highorder.storage.MayBeAbsent;
import dev.highorder.table.Column;
import dev.highorder.table.ColumnChoice;
import dev.highorder.table.MissingValues;
import dev.highorder.table.Rows;
import dev.highorder.text.ForeignText;
import dev.highorder.token.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The roles of the columns of a CSV file, and where its test set is.
 *
 * @param test an absolute path of a CSV file; null if a share of the rows is withheld
 * @param label the column with the classes; null in an evaluation, where the classifier knows it
 * @param text the column with the texts; null if all columns are read as numbers and categories
 * @param vocabulary the largest number of tokens of texts that are known
 * @param length the largest number of tokens of a text that are read
 * @param holdout the share of each class that is withheld
 * @param ignored columns that are not read
 * @param categories columns of categories whose values look like numbers
 * @param missing the treatment of missing values
 * @param tokenizer an absolute path of the file that divides the texts; null for words and marks
 */
public record RowsSpec(
    @MayBeAbsent String test,
    @MayBeAbsent String label,
    @MayBeAbsent String text,
    int vocabulary,
    int length,
    double holdout,
    List<String> ignored,
    List<String> categories,
    MissingValues missing,
    @MayBeAbsent String tokenizer) {

  /** The share of each class that is withheld if nothing else is asked for. */
  public static final double HOLDOUT = 0.2;

  /**
   * Returns the roles of a file whose label the classifier knows.
   *
   * @param share the share of each class that is withheld; 0 for the default
   */
  static RowsSpec withholding(double share) {
    return new RowsSpec(
        null,
        null,
        null,
        LabelledTexts.VOCABULARY,
        LabelledTexts.LENGTH,
        share == 0 ? HOLDOUT : share,
        List.of(),
        List.of(),
        MissingValues.REFUSE,
        null);
  }

  /** Returns the same roles with another test file. */
  RowsSpec testIn(String changed) {
    return with(changed, tokenizer);
  }

  /** Returns the same roles with the tokenizer in another file. */
  RowsSpec tokenizedBy(String changed) {
    return with(test, changed);
  }

  private RowsSpec with(String testFile, String tokenizerFile) {
    return new RowsSpec(
        testFile,
        label,
        text,
        vocabulary,
        length,
        holdout,
        ignored,
        categories,
        missing,
        tokenizerFile);
  }

  /** Checks the values of a job that was read from a file. */
  void requireUsable(String data) {
    if (data == null || label == null || vocabulary < 1 || length < 1) {
      throw new IllegalArgumentException(
          "data.rows lacks a file or a label, or has no vocabulary or length");
    }
  }

  ExampleKind kind() {
    return text == null ? ExampleKind.ROWS : ExampleKind.TEXTS;
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
              ? Holdout.of(all, label, features(all), holdout, Holdout.SEED)
              : new Holdout(all, CsvFile.read(Path.of(test)));
      if (text != null) {
        return texts(parts);
      }
      LabelledRows training = LabelledRows.of(parts.training(), choice());
      LabelledRows tested = LabelledRows.of(parts.test(), choice(), training.classes());
      tested.encoder(training.measuredFormat());
      return new DataSets(training, tested);
    } catch (IllegalArgumentException e) { // about values and columns of the files
      throw new IOException(e.getMessage(), e);
    }
  }

  private List<String> features(Rows all) {
    return text == null ? choice().features(all) : List.of(text);
  }

  private DataSets texts(Holdout parts) throws IOException {
    if (tokenizer == null) {
      LabelledTexts training = LabelledTexts.of(parts.training(), text, label, vocabulary, length);
      reportCut(training);
      return new DataSets(
          training, LabelledTexts.of(parts.test(), text, label, training.classes()));
    }
    Tokenizer file = FileTokenizer.read(Path.of(tokenizer));
    LabelledTexts training = LabelledTexts.of(parts.training(), text, label, file, length);
    reportCut(training);
    return new DataSets(
        training, LabelledTexts.of(parts.test(), text, label, training.classes(), file));
  }

  private void reportCut(LabelledTexts training) {
    int cut = training.longerThan(length);
    if (cut > 0) {
      System.err.printf(
          "%s: %s of %s texts have more than %s tokens, and their ends are not read. Read more with --length.%n",
          ForeignText.show(training.description()), cut, training.size(), length);
    }
  }

  /**
   * Reads the test set of a saved classifier: the test file, or the rows that were withheld.
   *
   * @param file null if there is only a test file
   */
  ExampleSet test(Path file, Classifier classifier) throws IOException {
    InputFormat format = classifier.manifest().input();
    List<String> classes = classifier.manifest().classes();
    if (classifier instanceof TextClassifier texts) {
      return texts(file, (TextFormat) format, classes, texts.tokenizer());
    }
    if (!(format instanceof TableFormat table)) {
      throw new IOException(
          "The classifier reads examples of the kind %s, not rows. Give its own kind with --data."
              .formatted(format.kind()));
    }
    try {
      List<String> features = table.columns().stream().map(Column::name).toList();
      Rows rows = testRows(file, table.label(), features);
      LabelledRows tested = LabelledRows.of(rows, ColumnChoice.label(table.label()), classes);
      tested.encoder(format);
      return tested;
    } catch (IllegalArgumentException e) { // about values and columns of the files
      throw new IOException(e.getMessage(), e);
    }
  }

  private ExampleSet texts(Path file, TextFormat format, List<String> classes, Tokenizer divider)
      throws IOException {
    try {
      Rows rows = testRows(file, format.label(), List.of(format.text()));
      return LabelledTexts.of(rows, format.text(), format.label(), classes, divider);
    } catch (IllegalArgumentException e) { // about values and columns of the files
      throw new IOException(e.getMessage(), e);
    }
  }

  private Rows testRows(Path file, String column, List<String> features) throws IOException {
    return test == null
        ? Holdout.of(CsvFile.read(file), column, features, holdout, Holdout.SEED).test()
        : CsvFile.read(Path.of(test));
  }
}
