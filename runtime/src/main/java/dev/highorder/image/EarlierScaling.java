package dev.highorder.image;

/**
 * The bilinear scaling of classifiers and trainings from before format 5 of manifests: the filter
 * of {@link BilinearScaling} in single precision, rounded once instead of after each axis.
 *
 * <p>A level may differ by 1 from that of {@link BilinearScaling}. It is kept so that they prepare
 * images as before.
 */
final class EarlierScaling {

  private EarlierScaling() {}

  /** Returns the image in another size; the image itself if it has that size. */
  static RgbImage scale(RgbImage image, ImageSize to) {
    return image.size().equals(to)
        ? image
        : new RgbImage(scale(image.pixels(), image.size(), to), to);
  }

  /**
   * Scales an image.
   *
   * @param pixels {@code (3, from.height, from.width)}
   * @return {@code (3, to.height, to.width)}; the array itself if the sizes are equal
   */
  static byte[] scale(byte[] pixels, ImageSize from, ImageSize to) {
    if (from.equals(to)) {
      return pixels;
    }
    Window[] columns = windows(from.width(), to.width());
    Window[] rows = windows(from.height(), to.height());
    byte[] scaled = new byte[Math.toIntExact(to.bytes())];
    float[] narrowed = new float[from.height() * to.width()];
    for (int c = 0; c < 3; c++) {
      int source = c * from.height() * from.width();
      int target = c * to.height() * to.width();
      scaleRows(pixels, source, from, columns, narrowed);
      scaleColumns(narrowed, rows, to.width(), scaled, target);
    }
    return scaled;
  }

  private static void scaleRows(
      byte[] pixels, int offset, ImageSize from, Window[] columns, float[] narrowed) {
    for (int y = 0; y < from.height(); y++) {
      for (int x = 0; x < columns.length; x++) {
        Window window = columns[x];
        int first = offset + y * from.width() + window.first();
        float sum = 0;
        for (int i = 0; i < window.weights().length; i++) {
          sum += window.weights()[i] * (pixels[first + i] & 0xff);
        }
        narrowed[y * columns.length + x] = sum;
      }
    }
  }

  private static void scaleColumns(
      float[] narrowed, Window[] rows, int width, byte[] scaled, int offset) {
    for (int y = 0; y < rows.length; y++) {
      Window window = rows[y];
      for (int x = 0; x < width; x++) {
        float sum = 0;
        for (int i = 0; i < window.weights().length; i++) {
          sum += window.weights()[i] * narrowed[(window.first() + i) * width + x];
        }
        scaled[offset + y * width + x] = (byte) Math.round(sum);
      }
    }
  }

  /** Returns, for each pixel along one axis of the target, the source pixels that it averages. */
  private static Window[] windows(int from, int to) {
    double ratio = (double) from / to;
    double reach = Math.max(ratio, 1);
    Window[] windows = new Window[to];
    for (int i = 0; i < to; i++) {
      double centre = (i + 0.5) * ratio;
      int first = Math.max(0, (int) (centre - reach + 0.5));
      int end = Math.min(from, (int) (centre + reach + 0.5));
      double[] triangle = new double[end - first];
      double sum = 0;
      for (int j = 0; j < triangle.length; j++) {
        triangle[j] = Math.max(0, 1 - Math.abs(first + j + 0.5 - centre) / reach);
        sum += triangle[j];
      }
      float[] weights = new float[triangle.length];
      for (int j = 0; j < weights.length; j++) {
        weights[j] = (float) (triangle[j] / sum);
      }
      windows[i] = new Window(first, weights);
    }
    return windows;
  }

  /** Weights that sum to 1 for the source pixels from {@code first} on. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared, and read in the innermost loop.
  private record Window(int first, float[] weights) {}
}
