package dev.highorder.augmentation;

import java.util.function.IntUnaryOperator;

/** What each of a channel's 256 levels becomes. */
final class LevelTable {

  static final int LEVELS = 256;

  private static final LevelTable INVERSE = of(level -> 255 - level);

  private final byte[] levels;

  private LevelTable(byte[] levels) {
    this.levels = levels;
  }

  /** The table of a function, whose values are clipped to 0 to 255. */
  static LevelTable of(IntUnaryOperator function) {
    byte[] levels = new byte[LEVELS];
    for (int level = 0; level < LEVELS; level++) {
      levels[level] = (byte) Math.max(0, Math.min(255, function.applyAsInt(level)));
    }
    return new LevelTable(levels);
  }

  /** Dark becomes bright. */
  static LevelTable invert() {
    return INVERSE;
  }

  /** Keeps the highest {@code bits} of the 8 bits of a level, and clears the others. */
  static LevelTable posterize(int bits) {
    int mask = -1 << (8 - bits);
    return of(level -> level & mask);
  }

  /** Inverts the levels that are not below a threshold, which need not be a whole number. */
  static LevelTable solarize(double threshold) {
    return of(level -> level < threshold ? level : 255 - level);
  }

  /** The image whose channels this table has changed. */
  RgbImage apply(RgbImage image) {
    byte[] target = new byte[image.pixels().length];
    map(image.pixels(), target, 0, target.length);
    return image.with(target);
  }

  /** Looks up the levels from one index to before another. */
  void map(byte[] source, byte[] target, int begin, int end) {
    for (int i = begin; i < end; i++) {
      target[i] = levels[source[i] & 0xff];
    }
  }
}
