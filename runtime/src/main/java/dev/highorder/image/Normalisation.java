package dev.highorder.image;

import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * The shift and scale of each channel by which pixels become the numbers that a network reads.
 *
 * <p>A pixel value {@code v} in 0..255 of channel {@code c} becomes {@code (v / 255 - mean[c]) /
 * std[c]}. Channels are red, green and blue, or grey alone.
 *
 * @param mean the mean of each channel, of pixels scaled to [0, 1]; three values in [0, 1], or one
 * @param std the standard deviation of each channel, of pixels scaled to [0, 1]; as many positive
 *     finite values
 */
public record Normalisation(List<Float> mean, List<Float> std) {

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if a list does not have three values or one, or one is out of
   *     range
   * @throws NullPointerException if a list or a value is missing
   */
  public Normalisation {
    mean = List.copyOf(Objects.requireNonNull(mean, "normalisation.mean is missing"));
    std = List.copyOf(Objects.requireNonNull(std, "normalisation.std is missing"));
    if (mean.size() != std.size() || (mean.size() != RgbImage.CHANNELS && mean.size() != 1)) {
      throw new IllegalArgumentException(
          "A normalisation has %s means and %s standard deviations. Give three of each, for red, green and blue, or one, for grey."
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

  /** Returns the normalisation that only scales pixels of three channels to [0, 1]. */
  public static Normalisation none() {
    return none(RgbImage.CHANNELS);
  }

  /**
   * Returns the normalisation that only scales pixels to [0, 1].
   *
   * @param channels 3, or 1 for grey
   * @throws IllegalArgumentException if it is another number
   */
  public static Normalisation none(int channels) {
    return new Normalisation(Collections.nCopies(channels, 0f), Collections.nCopies(channels, 1f));
  }

  /** Returns the number of channels: 3, or 1 for grey. */
  public int channels() {
    return mean.size();
  }

  /**
   * Returns the pixel nearest to the mean: levels of red, green and blue from 0 to 255, which are
   * equal for one channel.
   */
  public int[] meanPixel() {
    return IntStream.range(0, RgbImage.CHANNELS)
        .map(c -> Math.round(255 * mean.get(Math.min(c, channels() - 1))))
        .toArray();
  }

  /**
   * Normalises an image. Training and inference share this method.
   *
   * @param image the image; for one channel, a {@linkplain RgbImage#grey grey} one
   * @param target receives {@code (channels, height, width)} floats
   * @param offset where in {@code target} to begin
   * @throws IndexOutOfBoundsException if the target has too little room
   */
  public void apply(RgbImage image, float[] target, int offset) {
    byte[] pixels = image.pixels();
    int plane = image.plane();
    Objects.checkFromIndexSize(offset, channels() * plane, target.length);
    for (int c = 0; c < channels(); c++) {
      float scale = 1 / (255 * std.get(c));
      float shift = -mean.get(c) / std.get(c);
      int end = (c + 1) * plane;
      for (int p = c * plane; p < end; p++) {
        target[offset + p] = (pixels[p] & 0xff) * scale + shift;
      }
    }
  }
}
