package dev.highorder.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;

/**
 * An RGB image as {@code (3, height, width)} unsigned bytes: a red, a green and a blue plane.
 *
 * <p>The array is shared, not copied: whoever creates an image must not change the array later, and
 * whoever reads one must not change it at all.
 */
public final class RgbImage {

  /** The number of planes: red, green and blue. */
  public static final int CHANNELS = 3;

  private static final int WHITE = 255;

  private final byte[] pixels;
  private final ImageSize size;

  /**
   * Creates an image without copying its pixels.
   *
   * @param pixels {@code (3, height, width)} unsigned bytes
   * @param size the height and width
   * @throws IllegalArgumentException if the number of bytes does not fit the size
   */
  public RgbImage(byte[] pixels, ImageSize size) {
    if (pixels.length != size.bytes()) {
      throw new IllegalArgumentException(
          "%s bytes are not an RGB image of %s. Give %s bytes."
              .formatted(pixels.length, size, size.bytes()));
    }
    this.pixels = pixels;
    this.size = size;
  }

  /**
   * Converts an image of any type. A grey value becomes three equal values; transparent pixels are
   * blended with white.
   *
   * @param image any image
   * @return an image of the same size
   */
  public static RgbImage of(BufferedImage image) {
    byte[] pixels = isPlainGrey(image.getColorModel()) ? ofGrey(image) : ofColour(image);
    return new RgbImage(pixels, new ImageSize(image.getHeight(), image.getWidth()));
  }

  /** Java treats grey values as linear light and brightens them in getRGB; files mean sRGB. */
  private static boolean isPlainGrey(ColorModel model) {
    return model instanceof ComponentColorModel
        && model.getColorSpace().getType() == ColorSpace.TYPE_GRAY
        && !model.isAlphaPremultiplied()
        && (model.getTransferType() == DataBuffer.TYPE_BYTE
            || model.getTransferType() == DataBuffer.TYPE_USHORT);
  }

  private static byte[] ofGrey(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    int plane = height * width;
    byte[] pixels = new byte[CHANNELS * plane];
    Raster raster = image.getRaster();
    int bands = raster.getNumBands();
    int max = (1 << image.getColorModel().getComponentSize(0)) - 1;
    int[] row = new int[bands * width];
    for (int y = 0; y < height; y++) {
      raster.getPixels(0, y, width, 1, row);
      for (int x = 0; x < width; x++) {
        int grey = to8Bits(row[bands * x], max);
        int alpha = bands == 1 ? 255 : to8Bits(row[bands * x + 1], max);
        byte level = (byte) overWhite(grey, alpha);
        int at = y * width + x;
        pixels[at] = level;
        pixels[plane + at] = level;
        pixels[2 * plane + at] = level;
      }
    }
    return pixels;
  }

  private static byte[] ofColour(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    int plane = height * width;
    byte[] pixels = new byte[CHANNELS * plane];
    // Row by row, so that a large photograph is not in memory a second time as ints.
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      image.getRGB(0, y, width, 1, row, 0, width);
      for (int x = 0; x < width; x++) {
        int argb = row[x];
        int alpha = argb >>> 24;
        int at = y * width + x;
        pixels[at] = (byte) overWhite(argb >> 16 & 0xff, alpha);
        pixels[plane + at] = (byte) overWhite(argb >> 8 & 0xff, alpha);
        pixels[2 * plane + at] = (byte) overWhite(argb & 0xff, alpha);
      }
    }
    return pixels;
  }

  private static int to8Bits(int value, int max) {
    return max == 255 ? value : (int) ((value * 255L + max / 2) / max);
  }

  private static int overWhite(int level, int alpha) {
    return alpha == 255 ? level : (level * alpha + WHITE * (255 - alpha) + 127) / 255;
  }

  /**
   * Returns the image bilinearly scaled, without keeping its aspect ratio.
   *
   * @param target the new height and width
   * @return the scaled image; this image if it has that size already
   */
  public RgbImage scaledTo(ImageSize target) {
    return target.equals(size)
        ? this
        : new RgbImage(BilinearScaling.scale(pixels, size, target), target);
  }

  /**
   * Returns an image of the same size with other pixels.
   *
   * @param others {@code (3, height, width)} unsigned bytes, which are not copied
   */
  public RgbImage with(byte[] others) {
    return new RgbImage(others, size);
  }

  /** Returns a copy of type {@link BufferedImage#TYPE_INT_RGB}. */
  public BufferedImage toBufferedImage() {
    int width = width();
    int plane = plane();
    BufferedImage image = new BufferedImage(width, height(), BufferedImage.TYPE_INT_RGB);
    int[] row = new int[width];
    for (int y = 0; y < height(); y++) {
      for (int x = 0; x < width; x++) {
        int at = y * width + x;
        row[x] =
            (pixels[at] & 0xff) << 16
                | (pixels[plane + at] & 0xff) << 8
                | (pixels[2 * plane + at] & 0xff);
      }
      image.setRGB(0, y, width, 1, row, 0, width);
    }
    return image;
  }

  /** Returns the pixels themselves, {@code (3, height, width)} unsigned bytes; do not change. */
  public byte[] pixels() {
    return pixels;
  }

  /** Returns the height and width. */
  public ImageSize size() {
    return size;
  }

  /** Returns the number of rows. */
  public int height() {
    return size.height();
  }

  /** Returns the number of columns. */
  public int width() {
    return size.width();
  }

  /** Returns the number of pixels, which is the number of bytes of one plane. */
  public int plane() {
    return size.height() * size.width();
  }
}
