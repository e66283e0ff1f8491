package dev.highorder.augmentation;

import dev.highorder.image.RgbImage;

/**
 * An affine transform of an image with nearest-neighbour sampling.
 *
 * <p>The map leads from the new image to the old one, and the centre of column {@code x} is at
 * {@code x + 0.5}. Coordinates are rounded to 1/65536 of a pixel before they are added up, as in
 * Pillow, so that ties are decided alike; it also costs less than rounding those of each pixel.
 *
 * @param xx the change, for one column to the right, of the old column
 * @param xy the change, for one row down, of the old column
 * @param x the old column of the upper left corner
 * @param yx the change, for one column to the right, of the old row
 * @param yy the change, for one row down, of the old row
 * @param y the old row of the upper left corner
 */
record NearestAffine(double xx, double xy, double x, double yx, double yy, double y) {

  private static final int FRACTION_BITS = 16;

  /** Returns the shear that moves each row left by {@code slope} pixels per row above it. */
  static NearestAffine shearX(double slope) {
    return new NearestAffine(1, slope, 0, 0, 1, 0);
  }

  /** Returns the shear that moves each column up by {@code slope} pixels per column left of it. */
  static NearestAffine shearY(double slope) {
    return new NearestAffine(1, 0, 0, slope, 1, 0);
  }

  /** Returns the translation by whole pixels. */
  static NearestAffine translate(int right, int down) {
    return new NearestAffine(1, 0, -right, 0, 1, -down);
  }

  /** Returns the counter-clockwise rotation around the middle of the image. */
  static NearestAffine rotate(double degrees, int height, int width) {
    double angle = degrees * Math.PI / 180;
    // Math's sine may differ between JVMs in its last digit.
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    double middleX = width / 2.0;
    double middleY = height / 2.0;
    return new NearestAffine(
        cos,
        -sin,
        middleX - cos * middleX + sin * middleY,
        sin,
        cos,
        middleY - sin * middleX - cos * middleY);
  }

  /**
   * Transforms an image.
   *
   * @param image the old image
   * @param fill the red, green and blue level of pixels that fall outside the old image
   */
  RgbImage apply(RgbImage image, int[] fill) {
    int height = image.height();
    int width = image.width();
    int plane = image.plane();
    byte[] source = image.pixels();
    byte[] target = new byte[source.length];
    long xStep = fixed(xx);
    long yStep = fixed(yx);
    long xOfRow = fixed(x + xx * 0.5 + xy * 0.5);
    long yOfRow = fixed(y + yx * 0.5 + yy * 0.5);
    int at = 0;
    for (int row = 0; row < height; row++) {
      long oldX = xOfRow;
      long oldY = yOfRow;
      for (int column = 0; column < width; column++, at++) {
        // The shift rounds down, so that coordinates left of or above the image stay negative.
        long fromX = oldX >> FRACTION_BITS;
        long fromY = oldY >> FRACTION_BITS;
        if (fromX >= 0 && fromX < width && fromY >= 0 && fromY < height) {
          int from = (int) fromY * width + (int) fromX;
          target[at] = source[from];
          target[plane + at] = source[plane + from];
          target[2 * plane + at] = source[2 * plane + from];
        } else {
          target[at] = (byte) fill[0];
          target[plane + at] = (byte) fill[1];
          target[2 * plane + at] = (byte) fill[2];
        }
        oldX += xStep;
        oldY += yStep;
      }
      xOfRow += fixed(xy);
      yOfRow += fixed(yy);
    }
    return image.with(target);
  }

  private static long fixed(double coordinate) {
    return (long) Math.floor(coordinate * (1 << FRACTION_BITS) + 0.5);
  }
}
