package dev.highorder.processor.diagnostic;

import java.util.Locale;

/**
 * Shows what users wrote, such as names and numbers, within messages. Compilers print messages on
 * terminals, which obey control characters, so characters that do not stand for themselves become
 * escapes as in Java, and long text is cut.
 */
final class ForeignText {

  /** The length, in characters, at which a value is cut. */
  static final int MAX_LENGTH = 200;

  /** The length, in characters, at which a text of several lines, such as a trace, is cut. */
  static final int MAX_MESSAGE = 4000;

  private ForeignText() {}

  /** Returns a value on one line. */
  static String show(Object value) {
    return shown(String.valueOf(value), MAX_LENGTH, "");
  }

  /** Returns a text whose line breaks and tabs stay. */
  static String showLines(String text) {
    return shown(text.replace("\r\n", "\n"), MAX_MESSAGE, "\n\t");
  }

  private static String shown(String text, int limit, String kept) {
    StringBuilder shown = new StringBuilder();
    int end = text.length() <= limit ? text.length() : cut(text, limit);
    text.substring(0, end)
        .codePoints()
        .forEach(
            c -> {
              if (kept.indexOf(c) >= 0 || isPrintable(c)) {
                shown.appendCodePoint(c);
              } else {
                escape(shown, c);
              }
            });
    if (end < text.length()) {
      shown.append(String.format(Locale.ROOT, "... (%,d characters)", text.length()));
    }
    return shown.toString();
  }

  /** A pair of surrogates is not cut in two. */
  private static int cut(String text, int limit) {
    return Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit;
  }

  /** Marks of direction are formats; they would show a name in another order than it has. */
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
