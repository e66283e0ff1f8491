package dev.highorder.augmentation;

import dev.highorder.image.RgbImage;
import java.util.Random;

/**
 * A random window, of the image's own size, in the image with a black margin.
 *
 * @param padding the width of the margin on each side, in pixels
 */
record RandomCrop(int padding) implements ImageChange {

  @Override
  public RgbImage apply(RgbImage image, int[] fill, Random random) {
    // Down before right: the images of a seed depend on this order.
    int down = random.nextInt(2 * padding + 1) - padding;
    int right = random.nextInt(2 * padding + 1) - padding;
    return down == 0 && right == 0 ? image : window(image, down, right);
  }

  /** Returns the window whose corner is so many pixels below and to the right of the image's. */
  private static RgbImage window(RgbImage image, int down, int right) {
    int height = image.height();
    int width = image.width();
    byte[] source = image.pixels();
    byte[] target = new byte[source.length];
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
