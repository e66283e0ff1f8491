package dev.highorder.input;

import ai.djl.ndarray.types.Shape;
import dev.highorder.storage.FileContent;
import dev.highorder.storage.FileRecord;
import dev.highorder.storage.MayBeAbsent;
import dev.highorder.token.Tokenizer;
import dev.highorder.token.WordTokenizer;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;

/**
 * Texts as sequences of token numbers, all of one length: longer texts are cut, shorter ones are
 * filled.
 *
 * @param text the column with the texts
 * @param label the column with the classes
 * @param tokenizer how texts are divided: {@value WordTokenizer#NAME}, or the kind of the file
 * @param length the number of tokens of an example, 1 to {@value #MAX_LENGTH}
 * @param vocabulary the tokens that are known, all different, at most {@value #MAX_VOCABULARY};
 *     empty if the file has them
 * @param tokenizerFile the file of the tokenizer; null for {@value WordTokenizer#NAME}
 */
public record TextFormat(
    String text,
    String label,
    String tokenizer,
    int length,
    List<String> vocabulary,
    @MayBeAbsent TokenizerFile tokenizerFile)
    implements InputFormat {

  /** The largest number of tokens of an example. */
  public static final int MAX_LENGTH = 4096;

  /** The largest number of tokens of a vocabulary that is measured. */
  public static final int MAX_VOCABULARY = 100_000;

  static final String KIND = "text";

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if a value is missing or out of range, or a token occurs twice
   */
  public TextFormat {
    require(text != null && !text.isBlank(), "input.text is missing");
    require(label != null && !label.equals(text), "input.label is missing, or that of the texts");
    require(length >= 1 && length <= MAX_LENGTH, "input.length is not 1 to " + MAX_LENGTH);
    if (WordTokenizer.NAME.equals(tokenizer)) {
      require(tokenizerFile == null, "input.tokenizer needs no input.tokenizerFile");
      requireVocabulary(vocabulary);
    } else {
      require(
          tokenizer != null && tokenizerFile != null,
          "input.tokenizer is not %s, and there is no input.tokenizerFile"
              .formatted(WordTokenizer.NAME));
      require(
          vocabulary != null && vocabulary.isEmpty(),
          "input.vocabulary is missing, or is not empty though a file has the vocabulary");
    }
    vocabulary = List.copyOf(vocabulary);
  }

  private static void requireVocabulary(List<String> vocabulary) {
    require(
        vocabulary != null
            && !vocabulary.isEmpty()
            && vocabulary.size() <= MAX_VOCABULARY
            && vocabulary.stream().allMatch(Objects::nonNull)
            && new HashSet<>(vocabulary).size() == vocabulary.size(),
        "input.vocabulary is missing, has gaps, has a token twice, or has more than "
            + MAX_VOCABULARY);
  }

  private static void require(boolean isRight, String fault) {
    if (!isRight) {
      throw new IllegalArgumentException(fault);
    }
  }

  /**
   * Returns the format of texts that a tokenizer divides.
   *
   * @param text the column with the texts
   * @param label the column with the classes
   * @param length the number of tokens of an example
   * @throws IllegalArgumentException if a value is missing or out of range
   */
  public static TextFormat of(String text, String label, int length, Tokenizer tokenizer) {
    return new TextFormat(
        text,
        label,
        tokenizer.name(),
        length,
        tokenizer.vocabulary(),
        tokenizer
            .file()
            .map(FileContent::record)
            .map(file -> new TokenizerFile(file, tokenizer.size()))
            .orElse(null));
  }

  /** Returns whether texts of this format are divided by this tokenizer. */
  public boolean isOf(Tokenizer other) {
    return equals(of(text, label, length, other));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Shape shape() {
    return new Shape(length);
  }

  @Override
  public int tokens() {
    return tokenizerFile == null
        ? vocabulary.size() + WordTokenizer.SPECIAL
        : tokenizerFile.tokens();
  }

  @Override
  public List<FileRecord> files() {
    return tokenizerFile == null ? List.of() : List.of(tokenizerFile.file());
  }
}
