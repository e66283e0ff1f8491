package dev.highorder.recipe;

/** The check of a setting against its range, with one message for all settings. */
final class Ranges {

  private Ranges() {}

  /** Returns whether engines can represent a value: subnormal numbers are refused or rounded. */
  static boolean isRepresentable(float value) {
    return value == 0 || Math.abs(value) >= Float.MIN_NORMAL;
  }

  static void requireShare(float value, String name) {
    require(
        value >= 0 && value < 1 && isRepresentable(value),
        name,
        value,
        "0, or from 1.2e-38 to less than 1");
  }

  static void require(boolean holds, String name, Object value, String range) {
    if (!holds) {
      throw new IllegalArgumentException(
          "The %s must be %s, not %s.".formatted(name, range, value));
    }
  }
}
