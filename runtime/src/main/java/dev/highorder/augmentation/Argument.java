package dev.highorder.augmentation;

/** A whole number that a kind of augmentation takes. */
record Argument(String name, int byDefault, int min, int max) {

  boolean allows(int value) {
    return value >= min && value <= max;
  }

  String range() {
    return name + " " + min + " to " + max + ", " + byDefault + " by default";
  }
}
