package dev.highorder.augmentation;

/**
 * An affine map of the plane by which each pixel of a new image finds the pixel it shows.
 *
 * <p>The centre of column {@code x} lies at {@code x + 0.5}. It is mapped backwards, from the new
 * image to the old one, and shows whatever pixel it falls into: no two pixels are mixed.
 * Coordinates are rounded to 1/65536 of a pixel before they are added up, as Pillow does, which
 * decides ties alike and costs less than rounding each pixel's.
 *
 * @param xx what one column to the right adds to the old column
 * @param xy what one row down adds to the old column
 * @param x the old column of the upper left corner
 * @param yx what one column to the right adds to the old row
 * @param yy what one row down adds to the old row
 * @param y the old row of the upper left corner
 */
record NearestAffine(double xx, double xy, double x, double yx, double yy, double y) {

  private static final int FRACTION_BITS = 16;

  /** Moves each row to the left by {@code slope} pixels for each row above it. */
  static NearestAffine shearX(double slope) {
    return new NearestAffine(1, slope, 0, 0, 1, 0);
  }

  /** Moves each column up by {@code slope} pixels for each column left of it. */
  static NearestAffine shearY(double slope) {
    return new NearestAffine(1, 0, 0, slope, 1, 0);
  }

  /** Moves the image by whole pixels. */
  static NearestAffine translate(int right, int down) {
    return new NearestAffine(1, 0, -right, 0, 1, -down);
  }

  /** Turns an image counter-clockwise around its middle. */
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
   * The image that the map gives.
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
        // The shift rounds down, so that what lies left of or above the image stays negative.
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
