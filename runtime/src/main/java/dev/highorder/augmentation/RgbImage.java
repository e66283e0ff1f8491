package dev.highorder.augmentation;

/** The pixels of an image together with its size. */
final class RgbImage {

  static final int CHANNELS = 3;

  private final byte[] pixels;
  private final int height;
  private final int width;

  /**
   * Wraps pixels without copying them.
   *
   * @param pixels {@code (3, height, width)} unsigned bytes: a red, a green and a blue plane
   * @param height rows, in pixels
   * @param width columns, in pixels
   */
  RgbImage(byte[] pixels, int height, int width) {
    this.pixels = pixels;
    this.height = height;
    this.width = width;
  }

  /** An image of the same size with other pixels. */
  RgbImage with(byte[] others) {
    return new RgbImage(others, height, width);
  }

  /** The pixels themselves, which no one changes once they are in an image. */
  byte[] pixels() {
    return pixels;
  }

  int height() {
    return height;
  }

  int width() {
    return width;
  }

  /** The number of pixels, which is the number of bytes of one channel. */
  int plane() {
    return height * width;
  }
}
