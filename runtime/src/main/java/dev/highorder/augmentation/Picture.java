package dev.highorder.augmentation;

/** The pixels of a picture together with its size. */
final class Picture {

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
  Picture(byte[] pixels, int height, int width) {
    this.pixels = pixels;
    this.height = height;
    this.width = width;
  }

  /** A picture of the same size with other pixels. */
  Picture with(byte[] others) {
    return new Picture(others, height, width);
  }

  /** The pixels themselves, which no one changes once they are in a picture. */
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
