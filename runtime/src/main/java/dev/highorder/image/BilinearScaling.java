package dev.highorder.image;

import java.util.Arrays;

/**
 * Bilinear scaling with antialiasing: a triangle filter, applied along rows, then along columns.
 *
 * <p>When an image shrinks, the filter widens with it, so that every pixel of the source counts and
 * fine patterns do not alias. The arithmetic is that of Pillow's {@code resize(BILINEAR)}, which
 * torchvision uses for PIL images: weights of {@value #BITS} bits, rounded after each axis. It is
 * implemented here because Java2D's bilinear scaling reads four pixels only.
 */
final class BilinearScaling {

  /** The fraction bits of a weight; those of a sum of levels must fit into an int, too. */
  private static final int BITS = 22;

  private static final int HALF = 1 << (BITS - 1);

  private BilinearScaling() {}

  /** Returns an image scaled to a size; the image itself if it has that size. */
  static RgbImage scale(RgbImage image, ImageSize to) {
    return image.size().equals(to) ? image : scale(image, to, 0, 0, to);
  }

  /**
   * Returns a window of a scaled image. Only the window is computed, so that a strip that is very
   * long when it is scaled needs no memory.
   *
   * @param scaled the height and width that the whole image is scaled to
   * @param top the first row of the window
   * @param left the first column of the window
   * @param window the height and width of the window, which lies within the scaled image
   */
  static RgbImage scale(RgbImage image, ImageSize scaled, int top, int left, ImageSize window) {
    Window[] columns = windows(image.width(), scaled.width(), left, window.width());
    Window[] rows = windows(image.height(), scaled.height(), top, window.height());
    int firstRow = rows[0].first();
    int endRow = rows[rows.length - 1].end();
    byte[] narrowed = new byte[(endRow - firstRow) * columns.length];
    byte[] target = new byte[Math.toIntExact(window.bytes())];
    for (int c = 0; c < RgbImage.CHANNELS; c++) {
      int source = c * image.plane() + firstRow * image.width();
      scaleRows(image.pixels(), source, image.width(), columns, narrowed);
      scaleColumns(narrowed, firstRow, rows, columns.length, target, c * window.pixels());
    }
    return new RgbImage(target, window);
  }

  private static void scaleRows(
      byte[] pixels, int offset, int width, Window[] columns, byte[] narrowed) {
    int source = offset;
    for (int at = 0; at < narrowed.length; source += width) {
      for (Window window : columns) {
        int first = source + window.first();
        int sum = HALF;
        for (int i = 0; i < window.weights().length; i++) {
          sum += window.weights()[i] * (pixels[first + i] & 0xff);
        }
        narrowed[at++] = level(sum);
      }
    }
  }

  private static void scaleColumns(
      byte[] narrowed, int firstRow, Window[] rows, int width, byte[] target, int offset) {
    int at = offset;
    int[] sums = new int[width];
    for (Window window : rows) {
      Arrays.fill(sums, HALF);
      for (int i = 0; i < window.weights().length; i++) {
        int weight = window.weights()[i];
        int row = (window.first() - firstRow + i) * width;
        for (int x = 0; x < width; x++) {
          sums[x] += weight * (narrowed[row + x] & 0xff);
        }
      }
      for (int x = 0; x < width; x++) {
        target[at++] = level(sums[x]);
      }
    }
  }

  /** Rounded weights may sum to slightly more than 1. */
  private static byte level(int sum) {
    return (byte) Math.min(255, sum >> BITS);
  }

  /**
   * Returns, for some pixels along one axis of the target, the source pixels that each averages.
   *
   * @param begin the first of them
   * @param count how many
   */
  private static Window[] windows(int from, int to, int begin, int count) {
    double ratio = (double) from / to;
    double reach = Math.max(ratio, 1);
    double inverse = 1 / reach;
    Window[] windows = new Window[count];
    for (int i = 0; i < count; i++) {
      double centre = (begin + i + 0.5) * ratio;
      int first = Math.max(0, (int) (centre - reach + 0.5));
      int end = Math.min(from, (int) (centre + reach + 0.5));
      double[] triangle = new double[end - first];
      double sum = 0;
      for (int j = 0; j < triangle.length; j++) {
        triangle[j] = Math.max(0, 1 - Math.abs((first + j - centre + 0.5) * inverse));
        sum += triangle[j];
      }
      int[] weights = new int[triangle.length];
      for (int j = 0; j < weights.length; j++) {
        weights[j] = (int) (0.5 + triangle[j] / sum * (1 << BITS));
      }
      windows[i] = new Window(first, weights);
    }
    return windows;
  }

  /** Weights that sum to about 2^22 for the source pixels from {@code first} on. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared, and read in the innermost loop.
  private record Window(int first, int[] weights) {

    int end() {
      return first + weights.length;
    }
  }
}
