package dev.highorder.augmentation;

import dev.highorder.image.RgbImage;
import java.util.function.IntUnaryOperator;

/** A lookup table for the 256 levels of a channel. */
final class LevelTable {

  static final int LEVELS = 256;

  private static final LevelTable INVERSE = of(level -> 255 - level);

  private final byte[] levels;

  private LevelTable(byte[] levels) {
    this.levels = levels;
  }

  /** Returns the table of a function, whose values are clipped to 0 to 255. */
  static LevelTable of(IntUnaryOperator function) {
    byte[] levels = new byte[LEVELS];
    for (int level = 0; level < LEVELS; level++) {
      levels[level] = (byte) Math.max(0, Math.min(255, function.applyAsInt(level)));
    }
    return new LevelTable(levels);
  }

  /** Returns the table that inverts all levels. */
  static LevelTable invert() {
    return INVERSE;
  }

  /** Returns the table that keeps the highest {@code bits} of a level and clears the others. */
  static LevelTable posterize(int bits) {
    int mask = -1 << (8 - bits);
    return of(level -> level & mask);
  }

  /** Returns the table that inverts the levels from a threshold on, which may be fractional. */
  static LevelTable solarize(double threshold) {
    return of(level -> level < threshold ? level : 255 - level);
  }

  /** Applies the table to all channels of an image. */
  RgbImage apply(RgbImage image) {
    byte[] target = new byte[image.pixels().length];
    map(image.pixels(), target, 0, target.length);
    return image.with(target);
  }

  /** Applies the table to the levels from one index to before another. */
  void map(byte[] source, byte[] target, int begin, int end) {
    for (int i = begin; i < end; i++) {
      target[i] = levels[source[i] & 0xff];
    }
  }
}
