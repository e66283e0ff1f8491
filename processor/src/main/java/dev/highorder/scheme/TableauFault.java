package dev.highorder.scheme;

import java.util.List;
import java.util.Locale;

/**
 * A fault of a tableau: a sentence with blanks, and apart from it what its author wrote, which may
 * be long and contain anything.
 *
 * @param sentence says what is wrong and what to do; a format string for {@link String#format}
 * @param values what the sentence quotes
 */
public record TableauFault(String sentence, List<Object> values) {

  /** Describes a fault. */
  static TableauFault of(String sentence, Object... values) {
    return new TableauFault(sentence, List.of(values));
  }

  /** Returns the sentence with its values in full. */
  public String text() {
    return String.format(Locale.ROOT, sentence, values.toArray());
  }
}
