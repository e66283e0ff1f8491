package dev.highorder.image;

import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * The shift and scale of each channel by which pixels become the numbers that a network reads.
 *
 * <p>A pixel value {@code v} in 0..255 of channel {@code c} becomes {@code (v / 255 - mean[c]) /
 * std[c]}. Channels are red, green and blue.
 *
 * @param mean the mean of each channel, of pixels scaled to [0, 1]; three values in [0, 1]
 * @param std the standard deviation of each channel, of pixels scaled to [0, 1]; three positive
 *     finite values
 */
public record Normalisation(List<Float> mean, List<Float> std) {

  private static final int CHANNELS = RgbImage.CHANNELS;

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if a list does not have three values, or one is out of range
   * @throws NullPointerException if a list or a value is missing
   */
  public Normalisation {
    mean = List.copyOf(Objects.requireNonNull(mean, "normalisation.mean is missing"));
    std = List.copyOf(Objects.requireNonNull(std, "normalisation.std is missing"));
    if (mean.size() != CHANNELS || std.size() != CHANNELS) {
      throw new IllegalArgumentException(
          "A normalisation has %s means and %s standard deviations. Give three of each, for red, green and blue."
              .formatted(mean.size(), std.size()));
    }
    for (float m : mean) {
      // The negation also catches NaN.
      if (!(m >= 0 && m <= 1)) {
        throw new IllegalArgumentException(
            "The mean %s lies outside [0, 1]. Give means of pixels that are scaled to [0, 1]."
                .formatted(m));
      }
    }
    for (float s : std) {
      if (!(s > 0) || Float.isInfinite(s) || Float.isInfinite(1 / (255 * s))) {
        throw new IllegalArgumentException(
            "The standard deviation %s is not a positive number. To leave a channel unscaled, give 1."
                .formatted(s));
      }
    }
  }

  /** Returns the normalisation that only scales pixels to [0, 1]. */
  public static Normalisation none() {
    return new Normalisation(Collections.nCopies(CHANNELS, 0f), Collections.nCopies(CHANNELS, 1f));
  }

  /** Returns the pixel nearest to the mean: levels of red, green and blue from 0 to 255. */
  public int[] meanPixel() {
    return mean.stream().mapToInt(m -> Math.round(255 * m)).toArray();
  }

  /**
   * Normalises an image. Training and inference share this method.
   *
   * @param image the image
   * @param target receives {@code (3, height, width)} floats
   * @param offset where in {@code target} to begin
   * @throws IndexOutOfBoundsException if the target has too little room
   */
  public void apply(RgbImage image, float[] target, int offset) {
    byte[] pixels = image.pixels();
    Objects.checkFromIndexSize(offset, pixels.length, target.length);
    int plane = image.plane();
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
