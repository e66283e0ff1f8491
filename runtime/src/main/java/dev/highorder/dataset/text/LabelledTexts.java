package dev.highorder.dataset.text;

import dev.highorder.dataset.ExampleEncoder;
import dev.highorder.dataset.ExampleSet;
import dev.highorder.dataset.table.LabelledRows;
import dev.highorder.input.InputFormat;
import dev.highorder.input.TextFormat;
import dev.highorder.storage.FileContent;
import dev.highorder.table.BadValues;
import dev.highorder.table.ColumnChoice;
import dev.highorder.table.Rows;
import dev.highorder.text.ForeignText;
import dev.highorder.token.Tokenizer;
import dev.highorder.token.WordTokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
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
  private final DividedTexts divided;
  private final int maxVocabulary;
  private final int maxLength;

  private LabelledTexts(
      LabelledRows labelled,
      String text,
      String label,
      DividedTexts divided,
      int vocabulary,
      int length) {
    this.rows = labelled;
    this.text = text;
    this.label = label;
    this.divided = divided;
    maxVocabulary = vocabulary;
    maxLength = length;
  }

  /**
   * Creates a training set. Its classes are the values of the label, in alphabetical order. Texts
   * are divided into {@linkplain WordTokenizer words}.
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
    return new LabelledTexts(labelled, text, label, words(rows, text), vocabulary, length);
  }

  /**
   * Creates a training set whose texts are divided by a tokenizer. Its classes are the values of
   * the label, in alphabetical order.
   *
   * @param text the column with the texts
   * @param label the column with the classes
   * @param length the largest number of tokens of an example; longer texts are cut
   * @throws IllegalArgumentException if a column does not exist, a text or label is missing, the
   *     tokenizer cannot divide a text, or there are fewer than two classes
   */
  public static LabelledTexts of(
      Rows rows, String text, String label, Tokenizer tokenizer, int length) {
    LabelledRows labelled = LabelledRows.of(rows, ColumnChoice.label(label));
    return new LabelledTexts(
        labelled, text, label, numbered(rows, text, tokenizer), VOCABULARY, length);
  }

  /**
   * Creates a set whose classes are known, such as a test set. Texts are divided into {@linkplain
   * WordTokenizer words}.
   *
   * @param text the column with the texts
   * @param label the column with the classes
   * @param classes the names of the classes, all different
   * @throws IllegalArgumentException if a column does not exist, a text is missing, or a label is
   *     none of the classes
   */
  public static LabelledTexts of(Rows rows, String text, String label, List<String> classes) {
    LabelledRows labelled = LabelledRows.of(rows, ColumnChoice.label(label), classes);
    return new LabelledTexts(labelled, text, label, words(rows, text), VOCABULARY, LENGTH);
  }

  /**
   * Creates a set whose classes and tokenizer are known, such as a test set.
   *
   * @param text the column with the texts
   * @param label the column with the classes
   * @param classes the names of the classes, all different
   * @param tokenizer that of the training set, or of a classifier
   * @throws IllegalArgumentException if a column does not exist, a text is missing, the tokenizer
   *     cannot divide a text, or a label is none of the classes
   */
  public static LabelledTexts of(
      Rows rows, String text, String label, List<String> classes, Tokenizer tokenizer) {
    LabelledRows labelled = LabelledRows.of(rows, ColumnChoice.label(label), classes);
    return new LabelledTexts(
        labelled, text, label, numbered(rows, text, tokenizer), VOCABULARY, LENGTH);
  }

  private static DividedTexts words(Rows rows, String text) {
    return new Words(divide(rows, text, WordTokenizer::tokens, List::size));
  }

  private static DividedTexts numbered(Rows rows, String text, Tokenizer tokenizer) {
    return new NumberedTexts(
        tokenizer, divide(rows, text, tokenizer::numbers, numbers -> numbers.length));
  }

  private static <T> List<T> divide(
      Rows rows, String text, Function<String, T> division, ToIntFunction<T> count) {
    int column = rows.column(text);
    BadValues faults = new BadValues(rows.source());
    List<T> divided = new ArrayList<>(rows.size());
    for (int row = 0; row < rows.size(); row++) {
      try {
        T found = division.apply(rows.value(row, column));
        divided.add(found);
        if (count.applyAsInt(found) == 0) {
          faults.add(rows.place(row), text, "there is no text. Write one, or remove the row.");
        }
      } catch (IllegalArgumentException e) { // of a tokenizer
        faults.add(rows.place(row), text, e.getMessage());
      }
    }
    faults.throwIfAny();
    return divided;
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
    return (int) IntStream.range(0, size()).filter(i -> divided.count(i) > length).count();
  }

  @Override
  public TextFormat measuredFormat() {
    int longest = IntStream.range(0, size()).map(divided::count).max().orElseThrow();
    return TextFormat.of(
        text, label, Math.min(maxLength, longest), divided.tokenizer(maxVocabulary));
  }

  @Override
  public List<FileContent> files() {
    return divided.tokenizer(1).file().stream().toList();
  }

  @Override
  public ExampleEncoder encoder(InputFormat format) {
    if (!(format instanceof TextFormat texts)) {
      throw new IllegalArgumentException(
          "%s: these examples are texts, but the network reads examples of the kind %s. Give it a set of that kind."
              .formatted(description(), format.kind()));
    }
    Tokenizer tokenizer = divided.tokenizerOf(texts);
    if (tokenizer == null) {
      throw new IllegalArgumentException(
          "%s: these texts are divided by another tokenizer than those that the network was trained with. Give the tokenizer of the training."
              .formatted(ForeignText.show(description())));
    }
    DividedTexts.Numbers numbers = divided.numbers(tokenizer);
    int length = texts.length();
    return (index, epoch, target, offset) ->
        System.arraycopy(tokenizer.fit(numbers.of(index), length), 0, target, offset, length);
  }

  @Override
  public String toString() {
    return "%s: %s texts in %s classes".formatted(description(), size(), classes().size());
  }
}
