package dev.highorder.processor.writing;

import java.util.HexFormat;

/** Spells what a user wrote, such as the source of a tableau, so that generated code compiles. */
final class UserText {

  private UserText() {}

  /** Returns a text as HTML inside a Javadoc comment, whatever it contains. */
  static String inJavadoc(String text) {
    StringBuilder html = new StringBuilder();
    text.chars()
        .forEach(
            c -> {
              if ("&<>@\\/{}".indexOf(c) >= 0 && !(c == '/' && !endsWith(html, '*'))) {
                html.append("&#").append(c).append(';');
              } else {
                html.append((char) c);
              }
            });
    return html.toString();
  }

  private static boolean endsWith(StringBuilder text, char end) {
    return !text.isEmpty() && text.charAt(text.length() - 1) == end;
  }

  /**
   * Returns Java source in ASCII: other characters, as in the names of classes, become Unicode
   * escapes. The compiler writes and reads the file in an encoding that a processor cannot ask for,
   * and that may lack them.
   */
  static String inAscii(String source) {
    StringBuilder ascii = new StringBuilder();
    source
        .chars()
        .forEach(
            c -> {
              if (c < 0x80) {
                ascii.append((char) c);
              } else {
                ascii.append("\\u").append(HexFormat.of().toHexDigits((char) c));
              }
            });
    return ascii.toString();
  }
}
