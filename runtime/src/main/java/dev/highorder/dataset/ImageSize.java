package dev.highorder.dataset;

/** The height and width of an image in pixels. */
record ImageSize(int height, int width) {

  ImageSize {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "an image of "
              + height
              + " x "
              + width
              + " pixels: give a height and width of at least 1");
    }
  }

  /** The number of bytes of an RGB image of this size. */
  long bytes() {
    return 3L * height * width;
  }

  @Override
  public String toString() {
    return height + " x " + width + " (height x width)";
  }
}
