package dev.highorder.augmentation;

import dev.highorder.image.RgbImage;
import java.util.Random;

/** A horizontal flip with probability 1/2. */
record RandomFlip() implements ImageChange {

  @Override
  public RgbImage apply(RgbImage image, int[] fill, Random random) {
    return random.nextBoolean() ? mirrored(image) : image;
  }

  private static RgbImage mirrored(RgbImage image) {
    int width = image.width();
    byte[] source = image.pixels();
    byte[] target = new byte[source.length];
    for (int row = 0; row < source.length; row += width) {
      int last = row + width - 1;
      for (int x = 0; x < width; x++) {
        target[row + x] = source[last - x];
      }
    }
    return image.with(target);
  }
}
