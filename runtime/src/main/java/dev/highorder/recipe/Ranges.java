package dev.highorder.recipe;

/** The check of a setting against its range, with one message for all settings. */
final class Ranges {

  private Ranges() {}

  static void require(boolean holds, String name, Object value, String range) {
    if (!holds) {
      throw new IllegalArgumentException(
          "The %s must be %s, not %s.".formatted(name, range, value));
    }
  }
}
