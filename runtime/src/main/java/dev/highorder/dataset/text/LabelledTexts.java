package dev.highorder.dataset.text;

import dev.highorder.dataset.ExampleEncoder;
import dev.highorder.dataset.ExampleSet;
import dev.highorder.dataset.table.LabelledRows;
import dev.highorder.input.InputFormat;
import dev.highorder.input.TextFormat;
import dev.highorder.table.BadValues;
import dev.highorder.table.ColumnChoice;
import dev.highorder.table.Rows;
import dev.highorder.token.TokenNumbers;
import dev.highorder.token.VocabularyMeasurement;
import dev.highorder.token.WordTokenizer;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An immutable set of labelled texts in memory: two columns of a table.
 *
 * <p>Instances are safe for use by several threads.
 */
public final class LabelledTexts implements ExampleSet {

  /** The largest vocabulary that is measured if nothing else is asked for. */
  public static final int VOCABULARY = 10_000;

  /** The largest length of an example that is measured if nothing else is asked for. */
  public static final int LENGTH = 128;

  private final LabelledRows rows;
  private final String text;
  private final String label;
  private final List<List<String>> tokens;
  private final int maxVocabulary;
  private final int maxLength;

  private LabelledTexts(
      LabelledRows labelled, Rows rows, String text, String label, int vocabulary, int length) {
    this.rows = labelled;
    this.text = text;
    this.label = label;
    maxVocabulary = vocabulary;
    maxLength = length;
    int column = rows.column(text);
    BadValues faults = new BadValues(rows.source());
    tokens =
        IntStream.range(0, rows.size()).mapToObj(row -> tokens(rows, row, column, faults)).toList();
    faults.throwIfAny();
  }

  private List<String> tokens(Rows rows, int row, int column, BadValues faults) {
    List<String> found = WordTokenizer.tokens(rows.value(row, column));
    if (found.isEmpty()) {
      faults.add(rows.place(row), text, "there is no text. Write one, or remove the row.");
    }
    return found;
  }

  /**
   * Creates a training set. Its classes are the values of the label, in alphabetical order.
   *
   * @param text the column with the texts
   * @param label the column with the classes
   * @param vocabulary the largest number of tokens that the network knows, the most frequent ones
   * @param length the largest number of tokens of an example; longer texts are cut
   * @throws IllegalArgumentException if a column does not exist, a text or label is missing, or
   *     there are fewer than two classes
   */
  public static LabelledTexts of(Rows rows, String text, String label, int vocabulary, int length) {
    LabelledRows labelled = LabelledRows.of(rows, ColumnChoice.label(label));
    return new LabelledTexts(labelled, rows, text, label, vocabulary, length);
  }

  /**
   * Creates a set whose classes are known, such as a test set.
   *
   * @param text the column with the texts
   * @param label the column with the classes
   * @param classes the names of the classes, all different
   * @throws IllegalArgumentException if a column does not exist, a text is missing, or a label is
   *     none of the classes
   */
  public static LabelledTexts of(Rows rows, String text, String label, List<String> classes) {
    LabelledRows labelled = LabelledRows.of(rows, ColumnChoice.label(label), classes);
    return new LabelledTexts(labelled, rows, text, label, VOCABULARY, LENGTH);
  }

  @Override
  public String description() {
    return rows.description();
  }

  @Override
  public int size() {
    return rows.size();
  }

  @Override
  public List<String> classes() {
    return rows.classes();
  }

  @Override
  public int label(int index) {
    return rows.label(index);
  }

  @Override
  public String sha256() {
    return rows.sha256();
  }

  /** Returns how many texts are longer than an example of a format, so that their ends are cut. */
  public int longerThan(int length) {
    return (int) tokens.stream().filter(list -> list.size() > length).count();
  }

  @Override
  public TextFormat measuredFormat() {
    VocabularyMeasurement measurement = new VocabularyMeasurement();
    tokens.forEach(measurement::add);
    return new TextFormat(
        text,
        label,
        WordTokenizer.NAME,
        Math.min(maxLength, measurement.longest()),
        measurement.tokens(maxVocabulary));
  }

  @Override
  public ExampleEncoder encoder(InputFormat format) {
    if (!(format instanceof TextFormat texts)) {
      throw new IllegalArgumentException(
          "%s: these examples are texts, but the network reads examples of the kind %s. Give it a set of that kind."
              .formatted(description(), format.kind()));
    }
    TokenNumbers numbers = new TokenNumbers(texts.vocabulary());
    int length = texts.length();
    return (index, epoch, target, offset) ->
        System.arraycopy(numbers.of(tokens.get(index), length), 0, target, offset, length);
  }

  @Override
  public String toString() {
    return "%s: %s texts in %s classes".formatted(description(), size(), classes().size());
  }
}
