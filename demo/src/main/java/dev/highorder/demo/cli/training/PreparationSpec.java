package dev.highorder.demo.cli.training;

import dev.highorder.image.Preparation;
import dev.highorder.input.ImageFormat;
import dev.highorder.source.ReadingOptions;

/**
 * How images become what the network reads.
 *
 * @param height the height that images are brought to; 0 if all have one size already
 * @param width the width that images are brought to; 0 if all have one size already
 * @param rules the rules by which they are
 * @param channels 3, or 1 for grey
 */
public record PreparationSpec(int height, int width, Preparation rules, int channels) {

  /** Colours, in the size that all images have. */
  public static final PreparationSpec NONE = new PreparationSpec(0, 0, Preparation.stretch(), 3);

  /** Returns the preparation that a classifier was trained with. */
  static PreparationSpec of(ImageFormat format) {
    return new PreparationSpec(
        format.height(), format.width(), format.preparation(), format.channels());
  }

  /** Returns how jobs from before there was a choice scaled images. */
  static PreparationSpec earlier(int scaleTo) {
    return new PreparationSpec(scaleTo, scaleTo, Preparation.EARLIER, 3);
  }

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if one is out of range, or they do not fit each other
   */
  void check() {
    if (rules == null) {
      throw new IllegalArgumentException("data.preparation.rules is missing");
    }
    addTo(ReadingOptions.builder());
  }

  /** Adds these settings to those of reading. */
  ReadingOptions.Builder addTo(ReadingOptions.Builder options) {
    options.optChannels(channels);
    return height == 0 ? options : options.optResize(height, width, rules);
  }
}
