package dev.highorder.image;

import java.awt.image.BufferedImage;

/**
 * An image that is always the same for a size, by which a change of its preparation is noticed. It
 * has steep edges, fine patterns and half-transparent stripes, and is larger than the network's
 * input where that is possible, by another factor on each side.
 */
public final class ProbeImage {

  private static final int MAX_SIDE = 1000;
  private static final int STRIPE = 16;

  private ProbeImage() {}

  /**
   * Returns the probe image of a size.
   *
   * @param size the height and width that a network reads
   * @return an image with transparency, of at most {@value #MAX_SIDE} pixels a side
   */
  public static BufferedImage of(ImageSize size) {
    int height = Math.min(MAX_SIDE, 3 * size.height() / 2 + 1);
    int width = Math.min(MAX_SIDE, 2 * size.width() + 1);
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int alpha = x / STRIPE % 4 == 1 ? 128 : 255;
        image.setRGB(
            x, y, alpha << 24 | level(x, y, 1) << 16 | level(x, y, 2) << 8 | level(x, y, 3));
      }
    }
    return image;
  }

  private static int level(int x, int y, int channel) {
    return (7 * x + 13 * y * channel + (x * y / 8)) & 0xff;
  }
}
