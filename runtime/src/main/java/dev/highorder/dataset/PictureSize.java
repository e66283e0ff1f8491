package dev.highorder.dataset;

/** The height and width of a picture in pixels. */
record PictureSize(int height, int width) {

  PictureSize {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "a picture of "
              + height
              + " x "
              + width
              + " pixels: give a height and width of at least 1");
    }
  }

  /** The number of bytes of an RGB picture of this size. */
  long bytes() {
    return 3L * height * width;
  }

  @Override
  public String toString() {
    return height + " x " + width + " (height x width)";
  }
}
