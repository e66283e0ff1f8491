package dev.highorder.scheme;

/** A number with its noun, for messages and Javadoc: {@code 1 stage}, {@code 4 stages}. */
public final class Plural {

  private Plural() {}

  /** Returns the number, followed by the noun in singular or plural. */
  public static String of(int number, String noun) {
    // Not by format, whose digits depend on the locale.
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
