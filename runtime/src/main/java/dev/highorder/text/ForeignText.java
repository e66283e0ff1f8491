package dev.highorder.text;

import java.util.Locale;

/**
 * Shows text that comes from files and users: names of classes, files and tensors, and values of
 * settings.
 *
 * <p>A terminal obeys control characters, and a line that a name ends could be followed by a forged
 * one. So characters that do not stand for themselves become escapes as in Java, such as {@code
 * \u001b}, and long text is cut. Text for machines, such as JSON, needs neither.
 */
public final class ForeignText {

  /** The length, in characters, at which a value is cut. */
  public static final int MAX_LENGTH = 200;

  /** The length, in characters, at which a whole message is cut. */
  public static final int MAX_MESSAGE = 4000;

  private ForeignText() {}

  /**
   * Returns a value in a form for people, on one line and of at most {@value #MAX_LENGTH}
   * characters, before they are escaped.
   *
   * @param value shown by its {@code toString}; {@code null} is shown as {@code null}
   */
  public static String show(Object value) {
    return shown(String.valueOf(value), MAX_LENGTH, "");
  }

  /**
   * Returns a whole message in a form for people. Line breaks and tabs stay; everything else is as
   * in {@link #show}, with a limit of {@value #MAX_MESSAGE} characters.
   */
  public static String showMessage(String message) {
    return shown(String.valueOf(message), MAX_MESSAGE, "\n\t");
  }

  private static String shown(String text, int limit, String kept) {
    StringBuilder shown = new StringBuilder();
    int end = text.length() <= limit ? text.length() : cut(text, limit);
    for (int i = 0; i < end; ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (kept.indexOf(c) >= 0 || isPrintable(c)) {
        shown.appendCodePoint(c);
      } else {
        escape(shown, c);
      }
    }
    if (end < text.length()) {
      shown.append(String.format(Locale.ROOT, "... (%,d characters)", text.length()));
    }
    return shown.toString();
  }

  /** A pair of surrogates is not cut in two. */
  private static int cut(String text, int limit) {
    return Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit;
  }

  /** Marks of direction are formats; they would show a name in another order than it is stored. */
  private static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.PRIVATE_USE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  private static void escape(StringBuilder shown, int c) {
    for (char unit : Character.toChars(c)) {
      shown.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
    }
  }
}
