package dev.highorder.dataset;

import java.util.Collections;
import java.util.List;

/**
 * The shift and scale that give the pixels of a training set mean 0 and variance 1 per channel.
 *
 * <p>A pixel value {@code v} in 0..255 of channel {@code c} becomes {@code (v / 255 - mean[c]) /
 * std[c]}. Channels are red, green, blue.
 *
 * @param mean the mean of each channel, of pixels scaled to [0, 1]; three values in [0, 1]
 * @param std the standard deviation of each channel, of pixels scaled to [0, 1]; three positive
 *     finite values
 */
public record Normalisation(List<Float> mean, List<Float> std) {

  private static final int CHANNELS = 3;
  private static final int LEVELS = 256;

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if a list does not have three values, or one is out of range
   */
  public Normalisation {
    mean = List.copyOf(mean);
    std = List.copyOf(std);
    if (mean.size() != CHANNELS || std.size() != CHANNELS) {
      throw new IllegalArgumentException(
          "normalisation of "
              + mean.size()
              + " means and "
              + std.size()
              + " standard deviations: give three of each, for red, green and blue");
    }
    for (float m : mean) {
      // The negation also catches NaN.
      if (!(m >= 0 && m <= 1)) {
        throw new IllegalArgumentException(
            "mean " + m + " lies outside [0, 1]: give means of pixels that are scaled to [0, 1]");
      }
    }
    for (float s : std) {
      if (!(s > 0) || Float.isInfinite(s)) {
        throw new IllegalArgumentException(
            "standard deviation " + s + " is not a positive number: leave a channel as is with 1");
      }
    }
  }

  /** Leaves pixels as they are, scaled to [0, 1]. */
  public static Normalisation none() {
    return new Normalisation(Collections.nCopies(CHANNELS, 0f), Collections.nCopies(CHANNELS, 1f));
  }

  /**
   * Measures a training set.
   *
   * <p>A channel that is the same in every pixel has nothing to scale: its deviation becomes 1.
   *
   * @param images the images to train on
   * @return the mean and (population) standard deviation of each channel over all pixels
   */
  public static Normalisation of(LabelledImages images) {
    // Counting levels is exact, and independent of the order of the images.
    long[][] histogram = new long[CHANNELS][LEVELS];
    int plane = images.height() * images.width();
    for (int i = 0; i < images.size(); i++) {
      byte[] pixels = images.sharedPixels(i);
      for (int p = 0; p < pixels.length; p++) {
        histogram[p / plane][pixels[p] & 0xff]++;
      }
    }
    Float[] mean = new Float[CHANNELS];
    Float[] std = new Float[CHANNELS];
    for (int c = 0; c < CHANNELS; c++) {
      double m = mean(histogram[c]);
      double s = Math.sqrt(variance(histogram[c], m));
      mean[c] = (float) m;
      std[c] = s == 0 ? 1f : (float) s;
    }
    return new Normalisation(List.of(mean), List.of(std));
  }

  private static double mean(long[] histogram) {
    double sum = 0;
    long count = 0;
    for (int level = 0; level < LEVELS; level++) {
      sum += (double) histogram[level] * level;
      count += histogram[level];
    }
    return sum / count / 255;
  }

  private static double variance(long[] histogram, double mean) {
    double sum = 0;
    long count = 0;
    for (int level = 0; level < LEVELS; level++) {
      double distance = level / 255.0 - mean;
      sum += histogram[level] * distance * distance;
      count += histogram[level];
    }
    return sum / count;
  }

  /** The pixel that becomes nearly zero: red, green and blue in 0..255. */
  int[] neutralPixel() {
    return mean.stream().mapToInt(m -> Math.round(255 * m)).toArray();
  }

  /**
   * Normalises one image; training and inference both end here.
   *
   * @param pixels {@code (3, height, width)}, unsigned bytes
   * @param target receives {@code (3, height, width)} floats
   * @param offset where in {@code target} to begin
   */
  void apply(byte[] pixels, float[] target, int offset) {
    int plane = pixels.length / CHANNELS;
    for (int c = 0; c < CHANNELS; c++) {
      float scale = 1 / (255 * std.get(c));
      float shift = -mean.get(c) / std.get(c);
      int end = (c + 1) * plane;
      for (int p = c * plane; p < end; p++) {
        target[offset + p] = (pixels[p] & 0xff) * scale + shift;
      }
    }
  }
}
