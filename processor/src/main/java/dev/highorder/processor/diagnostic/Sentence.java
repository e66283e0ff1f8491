package dev.highorder.processor.diagnostic;

import java.util.List;
import java.util.Locale;

/**
 * A part of a message that is our own words, with foreign values in its blanks. A message shows it
 * in full, and each of its values with a limit.
 *
 * @param text a format string for {@link String#format}
 * @param values what users wrote
 */
public record Sentence(String text, List<Object> values) {

  /** Returns the sentence with its blanks filled in. */
  String shown() {
    return String.format(Locale.ROOT, text, values.stream().map(ForeignText::show).toArray());
  }
}
