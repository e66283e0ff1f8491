package dev.highorder.augmentation;

import dev.highorder.image.RgbImage;
import java.util.Arrays;
import java.util.Random;

/**
 * A random window, of the image's own size, in the image with a margin.
 *
 * @param padding the width of the margin on each side, in pixels
 * @param isFilled whether the margin has the fill colour; else it is black
 */
record RandomCrop(int padding, boolean isFilled) implements ImageChange {

  private static final int[] BLACK = new int[RgbImage.CHANNELS];

  @Override
  public RgbImage apply(RgbImage image, int[] fill, Random random) {
    // Down before right: the images of a seed depend on this order.
    int down = random.nextInt(2 * padding + 1) - padding;
    int right = random.nextInt(2 * padding + 1) - padding;
    return down == 0 && right == 0 ? image : window(image, down, right, isFilled ? fill : BLACK);
  }

  /** Returns the window whose corner is so many pixels below and to the right of the image's. */
  private static RgbImage window(RgbImage image, int down, int right, int[] margin) {
    int height = image.height();
    int width = image.width();
    byte[] source = image.pixels();
    byte[] target = new byte[source.length];
    for (int c = 0; c < RgbImage.CHANNELS; c++) {
      Arrays.fill(target, c * image.plane(), (c + 1) * image.plane(), (byte) margin[c]);
    }
    int firstRow = Math.max(0, -down);
    int endRow = Math.min(height, height - down);
    int firstColumn = Math.max(0, -right);
    int columns = Math.min(width, width - right) - firstColumn;
    // With a margin wider than the image, a window may lie outside the image.
    if (columns > 0) {
      for (int c = 0; c < RgbImage.CHANNELS; c++) {
        int plane = c * image.plane();
        for (int y = firstRow; y < endRow; y++) {
          int from = plane + (y + down) * width + firstColumn + right;
          int to = plane + y * width + firstColumn;
          System.arraycopy(source, from, target, to, columns);
        }
      }
    }
    return image.with(target);
  }
}
