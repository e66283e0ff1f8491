package dev.highorder.input;

import ai.djl.ndarray.types.Shape;
import dev.highorder.token.TokenNumbers;
import dev.highorder.token.WordTokenizer;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;

/**
 * Texts as sequences of token numbers, all of one length: longer texts are cut, shorter ones are
 * followed by zeros.
 *
 * @param text the column with the texts
 * @param label the column with the classes
 * @param tokenizer how texts are divided, {@value WordTokenizer#NAME}
 * @param length the number of tokens of an example, 1 to {@value #MAX_LENGTH}
 * @param vocabulary the tokens that are known, all different, at most {@value #MAX_VOCABULARY}
 */
public record TextFormat(
    String text, String label, String tokenizer, int length, List<String> vocabulary)
    implements InputFormat {

  /** The largest number of tokens of an example. */
  public static final int MAX_LENGTH = 4096;

  /** The largest number of tokens that are known. */
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
    require(WordTokenizer.NAME.equals(tokenizer), "input.tokenizer is not " + WordTokenizer.NAME);
    require(length >= 1 && length <= MAX_LENGTH, "input.length is not 1 to " + MAX_LENGTH);
    require(
        vocabulary != null
            && !vocabulary.isEmpty()
            && vocabulary.size() <= MAX_VOCABULARY
            && vocabulary.stream().allMatch(Objects::nonNull)
            && new HashSet<>(vocabulary).size() == vocabulary.size(),
        "input.vocabulary is missing, has gaps, has a token twice, or has more than "
            + MAX_VOCABULARY);
    vocabulary = List.copyOf(vocabulary);
  }

  private static void require(boolean isRight, String fault) {
    if (!isRight) {
      throw new IllegalArgumentException(fault);
    }
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
    return vocabulary.size() + TokenNumbers.SPECIAL;
  }
}
