package dev.highorder.augmentation;

import java.util.Random;

/** Mirrors every other picture, by chance: left becomes right. */
record RandomFlip() implements PictureChange {

  @Override
  public Picture apply(Picture picture, int[] fill, Random random) {
    return random.nextBoolean() ? mirrored(picture) : picture;
  }

  private static Picture mirrored(Picture picture) {
    int width = picture.width();
    byte[] source = picture.pixels();
    byte[] target = new byte[source.length];
    for (int row = 0; row < source.length; row += width) {
      int last = row + width - 1;
      for (int x = 0; x < width; x++) {
        target[row + x] = source[last - x];
      }
    }
    return picture.with(target);
  }
}
