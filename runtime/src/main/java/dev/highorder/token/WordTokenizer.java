package dev.highorder.token;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The division of a text into words and marks.
 *
 * <p>Letters become lower-case ones, in the normal form NFC. White space separates. A word is a row
 * of letters, their accents and digits; every other character, such as a mark of punctuation, is a
 * token of its own.
 */
public final class WordTokenizer {

  /** The name in saved classifiers. */
  public static final String NAME = "words";

  private WordTokenizer() {}

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
