package dev.highorder.demo.cli.options;

import dev.highorder.dataset.text.LabelledTexts;
import dev.highorder.demo.cli.training.RowsSpec;
import dev.highorder.table.MissingValues;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that choose the columns of a CSV file. */
public final class RowsOptions {

  @Option(
      names = "--label",
      converter = Word.class,
      paramLabel = "COLUMN",
      description = "With a CSV file: the column with the classes.")
  private String label;

  @Option(
      names = "--text",
      converter = Word.class,
      paramLabel = "COLUMN",
      description = "With a CSV file: the column with the texts, the only one that is read.")
  private String text;

  @Option(
      names = "--vocabulary",
      converter = WholeNumber.VocabularySize.class,
      paramLabel = "N",
      description = "With --text: the largest number of tokens that are known. Default: 10000.")
  private Integer vocabulary;

  @Option(
      names = "--length",
      converter = WholeNumber.TextLength.class,
      paramLabel = "N",
      description = "With --text: the largest number of tokens of a text. Default: 128.")
  private Integer length;

  @Option(
      names = "--tokenizer",
      converter = PathConverter.class,
      paramLabel = "FILE",
      description =
          "With --text: a tokenizer.json of Hugging Face's library, which divides the texts. Default:"
              + " words and marks, with a vocabulary of the training set.")
  private Path tokenizer;

  @Option(
      names = "--ignore",
      converter = ColumnNames.Converter.class,
      paramLabel = "COLUMN",
      description = "With a CSV file: columns that are not read.")
  private ColumnNames ignored;

  @Option(
      names = "--categories",
      converter = ColumnNames.Converter.class,
      paramLabel = "COLUMN",
      description =
          "With a CSV file: columns of categories whose values look like numbers, such as"
              + " postcodes.")
  private ColumnNames categories;

  @Option(
      names = "--missing",
      paramLabel = "POLICY",
      description =
          "With a CSV file: refuse missing values, or fill them with the mean or the most frequent"
              + " category. Default: refuse.")
  private MissingValues missing;

  /** Returns whether an option says that a CSV file is a table. */
  boolean isGiven() {
    return label != null
        || text != null
        || vocabulary != null
        || length != null
        || tokenizer != null
        || ignored != null
        || categories != null
        || missing != null;
  }

  /**
   * Returns what was asked for; empty for images.
   *
   * @param data the file or folder of {@code --data}, or null
   * @param layout the choice of the test set
   * @throws IllegalArgumentException if options do not fit each other
   */
  Optional<RowsSpec> spec(Path data, LayoutOptions layout) {
    boolean isCsv = data != null && data.toString().toLowerCase(Locale.ROOT).endsWith(".csv");
    boolean isTestOnly = data == null && layout.test() != null;
    if (!isGiven() && !isCsv && !isTestOnly) {
      return Optional.empty();
    }
    layout.requireRows();
    requireFit();
    return Optional.of(
        new RowsSpec(
            layout.test(),
            label,
            text,
            vocabulary == null ? LabelledTexts.VOCABULARY : vocabulary,
            length == null ? LabelledTexts.LENGTH : length,
            layout.holdout().orElse(RowsSpec.HOLDOUT),
            ignored == null ? List.of() : ignored.names(),
            categories == null ? List.of() : categories.names(),
            missing == null ? MissingValues.REFUSE : missing,
            Paths.absolute(tokenizer)));
  }

  private void requireFit() {
    if (text == null && (vocabulary != null || length != null)) {
      throw new IllegalArgumentException(
          "--vocabulary and --length are for texts. Leave them out, or add --text.");
    }
    if (text == null && tokenizer != null) {
      throw new IllegalArgumentException(
          "--tokenizer is for texts. Leave it out, or name their column with --text.");
    }
    if (tokenizer != null && vocabulary != null) {
      throw new IllegalArgumentException(
          "--vocabulary has no effect with --tokenizer, whose file has the vocabulary. Leave one of"
              + " them out.");
    }
    if (text != null && (ignored != null || categories != null || missing != null)) {
      throw new IllegalArgumentException(
          "--ignore, --categories and --missing have no effect with --text, which reads one column."
              + " Leave them out.");
    }
  }
}
