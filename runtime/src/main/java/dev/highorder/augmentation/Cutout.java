package dev.highorder.augmentation;

import dev.highorder.image.RgbImage;
import java.util.Arrays;
import java.util.Random;

/**
 * A square in the fill colour around a random pixel.
 *
 * <p>Every pixel is equally likely to be the centre, so that squares may extend over the border and
 * cover less, which the paper found to matter. DeVries and Taylor, Improved Regularization of
 * Convolutional Neural Networks with Cutout, 2017.
 *
 * @param side the side of the square, in pixels; an even square extends further up and left
 */
record Cutout(int side) implements ImageChange {

  @Override
  public RgbImage apply(RgbImage image, int[] fill, Random random) {
    // Row before column: the images of a seed depend on this order.
    int row = random.nextInt(image.height());
    int column = random.nextInt(image.width());
    return around(image, row, column, fill);
  }

  /** Returns an image with the square around a pixel. */
  RgbImage around(RgbImage image, int row, int column, int[] colour) {
    int top = row - side / 2;
    int left = column - side / 2;
    int endRow = Math.min(image.height(), top + side);
    int endColumn = Math.min(image.width(), left + side);
    byte[] target = image.pixels().clone();
    for (int c = 0; c < RgbImage.CHANNELS; c++) {
      for (int y = Math.max(0, top); y < endRow; y++) {
        int begin = c * image.plane() + y * image.width();
        Arrays.fill(target, begin + Math.max(0, left), begin + endColumn, (byte) colour[c]);
      }
    }
    return image.with(target);
  }
}
