package dev.highorder.recipe;

/** Refuses settings that are out of range, all in the same words. */
final class Ranges {

  private Ranges() {}

  static void require(boolean holds, String name, Object value, String range) {
    if (!holds) {
      throw new IllegalArgumentException("The %s must be %s, not %s".formatted(name, range, value));
    }
  }
}
