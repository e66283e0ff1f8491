package dev.highorder.token;

import dev.highorder.storage.FileContent;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The tokenizer that needs no file: it divides a text into words and marks, and knows those of a
 * vocabulary that was measured on a training set.
 *
 * <p>Letters become lower-case ones, in the normal form NFC. White space separates. A word is a row
 * of letters, their accents and digits; every other character, such as a mark of punctuation, is a
 * token of its own. 0 stands for the places behind the end of a text, 1 for tokens that are not in
 * the vocabulary, and 2 for its first token.
 */
public final class WordTokenizer implements Tokenizer {

  /** The name in saved classifiers. */
  public static final String NAME = "words";

  /** How many numbers stand for no token of the vocabulary. */
  public static final int SPECIAL = 2;

  private static final int FILLER = 0;
  private static final int UNKNOWN = 1;

  private final List<String> vocabulary;
  private final Map<String, Integer> numbers = new HashMap<>();

  /**
   * Creates the tokenizer of a vocabulary.
   *
   * @param vocabulary all different
   */
  public WordTokenizer(List<String> vocabulary) {
    this.vocabulary = List.copyOf(vocabulary);
    for (int i = 0; i < vocabulary.size(); i++) {
      numbers.put(vocabulary.get(i), SPECIAL + i);
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int size() {
    return SPECIAL + vocabulary.size();
  }

  @Override
  public int filler() {
    return FILLER;
  }

  @Override
  public List<String> vocabulary() {
    return vocabulary;
  }

  @Override
  public Optional<FileContent> file() {
    return Optional.empty();
  }

  @Override
  public int[] numbers(String text) {
    return numbers(tokens(text));
  }

  /** Returns the numbers of the tokens of a text, which was divided before. */
  public int[] numbers(List<String> tokens) {
    return tokens.stream().mapToInt(token -> numbers.getOrDefault(token, UNKNOWN)).toArray();
  }

  /** Returns the tokens of a text, none for an empty one. */
  public static List<String> tokens(String text) {
    String lower = Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    List<String> tokens = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < lower.length(); ) {
      int c = lower.codePointAt(i);
      int next = i + Character.charCount(c);
      if (!isPartOfWord(c)) {
        if (start < i) {
          tokens.add(lower.substring(start, i));
        }
        if (!isSpace(c)) {
          tokens.add(lower.substring(i, next));
        }
        start = next;
      }
      i = next;
    }
    if (start < lower.length()) {
      tokens.add(lower.substring(start));
    }
    return tokens;
  }

  private static boolean isPartOfWord(int c) {
    int type = Character.getType(c);
    return Character.isLetterOrDigit(c)
        || type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK;
  }

  /** Control and format characters are no words either. */
  private static boolean isSpace(int c) {
    return Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || Character.isISOControl(c)
        || Character.getType(c) == Character.FORMAT;
  }
}
