package dev.highorder.image;

/**
 * The height and width of an image.
 *
 * @param height rows, in pixels, at least 1
 * @param width columns, in pixels, at least 1
 */
public record ImageSize(int height, int width) {

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if one is below 1
   */
  public ImageSize {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "%s x %s pixels are no image. Give a height and a width of at least 1."
              .formatted(height, width));
    }
  }

  /** Returns the number of bytes of an RGB image of this size, {@code 3 * height * width}. */
  public long bytes() {
    return (long) RgbImage.CHANNELS * height * width;
  }

  /** Returns the number of pixels, {@code height * width}. */
  int pixels() {
    return Math.multiplyExact(height, width);
  }

  @Override
  public String toString() {
    return height + " x " + width + " (height x width)";
  }
}
