package dev.highorder.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.util.Arrays;
import java.util.Objects;

/**
 * An RGB image as {@code (3, height, width)} unsigned bytes: a red, a green and a blue plane.
 *
 * <p>The array is shared, not copied: whoever creates an image must not change the array later, and
 * whoever reads one must not change it at all.
 */
public final class RgbImage {

  /** The number of planes: red, green and blue. */
  public static final int CHANNELS = 3;

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
    return alpha == 255
        ? level
        : (level * alpha + Background.WHITE.level() * (255 - alpha) + 127) / 255;
  }

  /**
   * Returns an image of three equal planes from a grey one.
   *
   * @param plane {@code (height, width)} unsigned bytes, which are copied
   * @param size the height and width
   */
  public static RgbImage ofGrey(byte[] plane, ImageSize size) {
    byte[] pixels = new byte[CHANNELS * plane.length];
    for (int c = 0; c < CHANNELS; c++) {
      System.arraycopy(plane, 0, pixels, c * plane.length, plane.length);
    }
    return new RgbImage(pixels, size);
  }

  /**
   * Returns the grey image of the same luma: three equal planes of 0.299 red, 0.587 green and 0.114
   * blue (ITU-R BT.601), in the arithmetic of Pillow's {@code convert("L")}.
   */
  public RgbImage grey() {
    int plane = plane();
    byte[] luma = new byte[plane];
    for (int p = 0; p < plane; p++) {
      int sum =
          19595 * (pixels[p] & 0xff)
              + 38470 * (pixels[plane + p] & 0xff)
              + 7471 * (pixels[2 * plane + p] & 0xff);
      luma[p] = (byte) ((sum + 0x8000) >> 16);
    }
    return ofGrey(luma, size);
  }

  /**
   * Returns the first plane, {@code (height, width)} unsigned bytes: all there is of a grey one.
   */
  public byte[] firstPlane() {
    return Arrays.copyOf(pixels, plane());
  }

  /**
   * Returns a window of the image.
   *
   * @param top the first row
   * @param left the first column
   * @param window the height and width
   * @throws IndexOutOfBoundsException if the window leaves the image
   */
  public RgbImage window(int top, int left, ImageSize window) {
    Objects.checkFromIndexSize(top, window.height(), height());
    Objects.checkFromIndexSize(left, window.width(), width());
    byte[] target = new byte[Math.toIntExact(window.bytes())];
    copyRows(pixels, size, top, left, target, window, 0, 0, window);
    return new RgbImage(target, window);
  }

  /**
   * Returns this image on a canvas of one grey level.
   *
   * @param top the row of the canvas at which this image begins
   * @param left the column at which it begins
   * @param canvas the height and width of the canvas
   * @param level the level of the canvas, 0 to 255
   * @return the canvas; this image if it covers all of it
   */
  RgbImage onCanvas(int top, int left, ImageSize canvas, int level) {
    if (canvas.equals(size)) {
      return this;
    }
    byte[] target = new byte[Math.toIntExact(canvas.bytes())];
    Arrays.fill(target, (byte) level);
    copyRows(pixels, size, 0, 0, target, canvas, top, left, size);
    return new RgbImage(target, canvas);
  }

  private static void copyRows(
      byte[] source,
      ImageSize from,
      int fromTop,
      int fromLeft,
      byte[] target,
      ImageSize to,
      int toTop,
      int toLeft,
      ImageSize part) {
    for (int c = 0; c < CHANNELS; c++) {
      for (int y = 0; y < part.height(); y++) {
        int start = (c * from.height() + fromTop + y) * from.width() + fromLeft;
        int end = (c * to.height() + toTop + y) * to.width() + toLeft;
        System.arraycopy(source, start, target, end, part.width());
      }
    }
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
