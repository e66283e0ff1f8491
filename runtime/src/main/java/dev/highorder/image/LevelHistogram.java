package dev.highorder.image;

import java.util.List;

/**
 * A count of the levels 0 to 255 in each channel of a set of images, from which their normalisation
 * follows. Counting is exact and does not depend on the order of the images.
 */
public final class LevelHistogram {

  private static final int LEVELS = 256;

  private final long[][] counts = new long[RgbImage.CHANNELS][LEVELS];

  /** Creates an empty histogram. */
  public LevelHistogram() {}

  /**
   * Counts the pixels of an image.
   *
   * @param image an image of any size
   */
  public void add(RgbImage image) {
    byte[] pixels = image.pixels();
    int plane = image.plane();
    for (int c = 0; c < RgbImage.CHANNELS; c++) {
      long[] channel = counts[c];
      int end = (c + 1) * plane;
      for (int p = c * plane; p < end; p++) {
        channel[pixels[p] & 0xff]++;
      }
    }
  }

  /**
   * Returns the normalisation that gives all counted pixels mean 0 and variance 1 in each channel.
   * A channel that has one level only is not scaled: its deviation becomes 1.
   *
   * @return the mean and the population standard deviation of each channel
   * @throws IllegalStateException if no image was counted
   */
  public Normalisation normalisation() {
    Float[] mean = new Float[RgbImage.CHANNELS];
    Float[] std = new Float[RgbImage.CHANNELS];
    for (int c = 0; c < RgbImage.CHANNELS; c++) {
      long count = count(counts[c]);
      if (count == 0) {
        throw new IllegalStateException("No image was counted. Add at least one.");
      }
      double m = mean(counts[c], count);
      double s = Math.sqrt(variance(counts[c], count, m));
      mean[c] = (float) m;
      std[c] = s == 0 ? 1f : (float) s;
    }
    return new Normalisation(List.of(mean), List.of(std));
  }

  private static long count(long[] channel) {
    long count = 0;
    for (long c : channel) {
      count += c;
    }
    return count;
  }

  private static double mean(long[] channel, long count) {
    double sum = 0;
    for (int level = 0; level < LEVELS; level++) {
      sum += (double) channel[level] * level;
    }
    return sum / count / 255;
  }

  private static double variance(long[] channel, long count, double mean) {
    double sum = 0;
    for (int level = 0; level < LEVELS; level++) {
      double distance = level / 255.0 - mean;
      sum += channel[level] * distance * distance;
    }
    return sum / count;
  }
}
