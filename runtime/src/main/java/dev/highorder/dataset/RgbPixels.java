package dev.highorder.dataset;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;

/**
 * Converts between images of any kind and planes of red, green and blue bytes.
 *
 * <p>A grey value becomes three equal values; transparent pixels are seen over white.
 */
final class RgbPixels {

  private static final int WHITE = 255;

  private RgbPixels() {}

  /** The pixels of an image as {@code (3, height, width)} unsigned bytes. */
  static byte[] of(BufferedImage image) {
    return isPlainGrey(image.getColorModel()) ? ofGrey(image) : ofColour(image);
  }

  /** The pixels of an image, scaled bilinearly if its size is another one. */
  static byte[] of(BufferedImage image, ImageSize size) {
    ImageSize own = new ImageSize(image.getHeight(), image.getWidth());
    return BilinearScaling.scale(of(image), own, size);
  }

  /** Java takes grey values for linear light and brightens them in getRGB; files mean sRGB. */
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
    byte[] pixels = new byte[3 * plane];
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
    byte[] pixels = new byte[3 * plane];
    // Row by row: a large photograph is not held a second time as ints.
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

  /** The image that planes of bytes show, of type {@link BufferedImage#TYPE_INT_RGB}. */
  static BufferedImage toImage(byte[] pixels, ImageSize size) {
    int width = size.width();
    int plane = size.height() * width;
    BufferedImage image = new BufferedImage(width, size.height(), BufferedImage.TYPE_INT_RGB);
    int[] row = new int[width];
    for (int y = 0; y < size.height(); y++) {
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
}
