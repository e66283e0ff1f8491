package dev.highorder.image;

/** A colour that is seen through transparent pixels, and next to an image that is fitted. */
public enum Background {
  /** White: 255 in each channel. */
  WHITE(255);

  private final int level;

  Background(int level) {
    this.level = level;
  }

  /** Returns the level of each channel, 0 to 255. */
  int level() {
    return level;
  }
}
