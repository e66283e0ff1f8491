package dev.highorder.augmentation;

/**
 * Moves a picture away from, or towards, a poorer version of itself: a black, grey, colourless or
 * blurred one.
 *
 * <p>Factor 1 leaves the picture as it is, 0 gives the poorer one, and more than 1 exaggerates what
 * it lacks. Haeberli and Voorhies, Image Processing by Interpolation and Extrapolation, 1994. The
 * arithmetic is that of Pillow's {@code ImageEnhance}: single precision, then truncated.
 */
final class Enhancement {

  private Enhancement() {}

  /** Away from black. */
  static Picture brightness(Picture picture, float factor) {
    return LevelTable.of(level -> blend(0, level, factor)).apply(picture);
  }

  /** Away from the uniform grey of the picture's mean luminance. */
  static Picture contrast(Picture picture, float factor) {
    byte[] pixels = picture.pixels();
    int plane = picture.plane();
    long sum = 0;
    for (int i = 0; i < plane; i++) {
      sum += luminance(pixels, plane, i);
    }
    int mean = (int) ((double) sum / plane + 0.5);
    return LevelTable.of(level -> blend(mean, level, factor)).apply(picture);
  }

  /** Away from the picture in shades of grey. */
  static Picture color(Picture picture, float factor) {
    byte[] source = picture.pixels();
    byte[] target = new byte[source.length];
    int plane = picture.plane();
    for (int i = 0; i < plane; i++) {
      int grey = luminance(source, plane, i);
      for (int at = i; at < source.length; at += plane) {
        target[at] = (byte) blend(grey, source[at] & 0xff, factor);
      }
    }
    return picture.with(target);
  }

  /** Away from the smoothed picture; pixels at the border have too few neighbours and stay. */
  static Picture sharpness(Picture picture, float factor) {
    int height = picture.height();
    int width = picture.width();
    byte[] source = picture.pixels();
    byte[] target = source.clone();
    for (int c = 0; c < Picture.CHANNELS; c++) {
      for (int y = 1; y < height - 1; y++) {
        int row = c * picture.plane() + y * width;
        for (int x = 1; x < width - 1; x++) {
          int at = row + x;
          target[at] = (byte) blend(smoothed(source, at, width), source[at] & 0xff, factor);
        }
      }
    }
    return picture.with(target);
  }

  /** The mean of nine pixels, the middle one counted five times, to the nearest whole number. */
  private static int smoothed(byte[] pixels, int at, int width) {
    int sum = 4 * (pixels[at] & 0xff);
    for (int row = at - width; row <= at + width; row += width) {
      sum += (pixels[row - 1] & 0xff) + (pixels[row] & 0xff) + (pixels[row + 1] & 0xff);
    }
    // Thirteenths are never halves, so this rounds as any floating point would.
    return (2 * sum + 13) / 26;
  }

  /** The luminance of ITU-R BT.601, with weights in 1/65536. */
  private static int luminance(byte[] pixels, int plane, int at) {
    int red = pixels[at] & 0xff;
    int green = pixels[plane + at] & 0xff;
    int blue = pixels[2 * plane + at] & 0xff;
    return (red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16;
  }

  private static int blend(int poor, int level, float factor) {
    float blended = poor + factor * (level - poor);
    return Math.max(0, Math.min(255, (int) blended));
  }
}
