package dev.highorder.dataset.image;

import dev.highorder.image.LevelHistogram;
import dev.highorder.image.Normalisation;

/**
 * The properties of a set that depend on every one of its images.
 *
 * @param sha256 the checksum of all examples
 * @param normalisation the one that gives the pixels mean 0 and variance 1
 */
record ImageMeasurements(String sha256, Normalisation normalisation) {

  /** Goes through all images of a set. */
  static String sha256(LabelledImages images) {
    ImageDigest digest = new ImageDigest(images.classes());
    for (int i = 0; i < images.size(); i++) {
      digest.add(images.whole(i), images.label(i));
    }
    return digest.hex();
  }

  /** Goes through all images of a set. */
  static Normalisation normalisation(LabelledImages images) {
    LevelHistogram histogram = new LevelHistogram();
    for (int i = 0; i < images.size(); i++) {
      histogram.add(images.shared(i));
    }
    return normalisation(histogram, images.channels());
  }

  /** Returns the normalisation of so many channels; those of a grey image are equal. */
  static Normalisation normalisation(LevelHistogram histogram, int channels) {
    Normalisation colours = histogram.normalisation();
    return channels == colours.channels()
        ? colours
        : new Normalisation(colours.mean().subList(0, 1), colours.std().subList(0, 1));
  }
}
