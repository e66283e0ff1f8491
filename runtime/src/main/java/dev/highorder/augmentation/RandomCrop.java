package dev.highorder.augmentation;

import java.util.Random;

/**
 * Cuts a random window, of the picture's own size, from the picture with a black margin.
 *
 * @param padding the width of the margin on each side, in pixels
 */
record RandomCrop(int padding) implements PictureChange {

  @Override
  public Picture apply(Picture picture, int[] fill, Random random) {
    // Down before right: a seed's pictures depend on this order.
    int down = random.nextInt(2 * padding + 1) - padding;
    int right = random.nextInt(2 * padding + 1) - padding;
    return down == 0 && right == 0 ? picture : window(picture, down, right);
  }

  /** The window whose corner lies so many pixels below and to the right of the picture's. */
  private static Picture window(Picture picture, int down, int right) {
    int height = picture.height();
    int width = picture.width();
    byte[] source = picture.pixels();
    byte[] target = new byte[source.length];
    int firstRow = Math.max(0, -down);
    int endRow = Math.min(height, height - down);
    int firstColumn = Math.max(0, -right);
    int columns = Math.min(width, width - right) - firstColumn;
    // A margin wider than the picture allows windows that show nothing of it.
    if (columns > 0) {
      for (int c = 0; c < Picture.CHANNELS; c++) {
        int plane = c * picture.plane();
        for (int y = firstRow; y < endRow; y++) {
          int from = plane + (y + down) * width + firstColumn + right;
          int to = plane + y * width + firstColumn;
          System.arraycopy(source, from, target, to, columns);
        }
      }
    }
    return picture.with(target);
  }
}
