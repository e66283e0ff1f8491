package dev.highorder.augmentation;

import dev.highorder.image.RgbImage;

/**
 * Interpolation between an image and a degenerate version of it: a black, grey, colourless or
 * blurred one.
 *
 * <p>Factor 1 gives the image, 0 the degenerate one, and more than 1 extrapolates. Haeberli and
 * Voorhies, Image Processing by Interpolation and Extrapolation, 1994. The arithmetic is that of
 * Pillow's {@code ImageEnhance}: single precision, then truncated.
 */
final class Enhancement {

  private Enhancement() {}

  /** Returns a mixture with black. */
  static RgbImage brightness(RgbImage image, float factor) {
    return LevelTable.of(level -> blend(0, level, factor)).apply(image);
  }

  /** Returns a mixture with the uniform grey of the image's mean luminance. */
  static RgbImage contrast(RgbImage image, float factor) {
    byte[] pixels = image.pixels();
    int plane = image.plane();
    long sum = 0;
    for (int i = 0; i < plane; i++) {
      sum += luminance(pixels, plane, i);
    }
    int mean = (int) ((double) sum / plane + 0.5);
    return LevelTable.of(level -> blend(mean, level, factor)).apply(image);
  }

  /** Returns a mixture with the image in shades of grey. */
  static RgbImage color(RgbImage image, float factor) {
    byte[] source = image.pixels();
    byte[] target = new byte[source.length];
    int plane = image.plane();
    for (int i = 0; i < plane; i++) {
      int grey = luminance(source, plane, i);
      for (int at = i; at < source.length; at += plane) {
        target[at] = (byte) blend(grey, source[at] & 0xff, factor);
      }
    }
    return image.with(target);
  }

  /** Returns a mixture with the smoothed image; pixels at the border are not changed. */
  static RgbImage sharpness(RgbImage image, float factor) {
    int height = image.height();
    int width = image.width();
    byte[] source = image.pixels();
    byte[] target = source.clone();
    for (int c = 0; c < RgbImage.CHANNELS; c++) {
      for (int y = 1; y < height - 1; y++) {
        int row = c * image.plane() + y * width;
        for (int x = 1; x < width - 1; x++) {
          int at = row + x;
          target[at] = (byte) blend(smoothed(source, at, width), source[at] & 0xff, factor);
        }
      }
    }
    return image.with(target);
  }

  /** Returns the rounded mean of nine pixels, the middle one counted five times. */
  private static int smoothed(byte[] pixels, int at, int width) {
    int sum = 4 * (pixels[at] & 0xff);
    for (int row = at - width; row <= at + width; row += width) {
      sum += (pixels[row - 1] & 0xff) + (pixels[row] & 0xff) + (pixels[row + 1] & 0xff);
    }
    // Thirteenths are never halves, so this rounds as floating point does.
    return (2 * sum + 13) / 26;
  }

  /** Returns the luminance of ITU-R BT.601, with weights in 1/65536. */
  private static int luminance(byte[] pixels, int plane, int at) {
    int red = pixels[at] & 0xff;
    int green = pixels[plane + at] & 0xff;
    int blue = pixels[2 * plane + at] & 0xff;
    return (red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16;
  }

  private static int blend(int degenerate, int level, float factor) {
    float blended = degenerate + factor * (level - degenerate);
    return Math.max(0, Math.min(255, (int) blended));
  }
}
