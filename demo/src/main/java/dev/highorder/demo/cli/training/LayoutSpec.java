package dev.highorder.demo.cli.training;

import dev.highorder.source.ImageHoldout;
import dev.highorder.source.ReadingOptions;

/**
 * The parts of a data set of images that its folder leaves open.
 *
 * @param holdout the share of each class that is withheld as the test set; 0 if the folder has one
 * @param holdoutSeed another seed withholds other images
 */
public record LayoutSpec(double holdout, long holdoutSeed) {

  /** A folder that says all by itself. */
  public static final LayoutSpec DEFAULT = new LayoutSpec(0, ImageHoldout.DEFAULT_SEED);

  /** Checks the values of a job that was read from a file. */
  void requireInRange() {
    if (!(holdout >= 0 && holdout < 1)) {
      throw new IllegalArgumentException("data.layout.holdout is %s".formatted(holdout));
    }
  }

  void addTo(ReadingOptions.Builder options) {
    if (holdout > 0) {
      options.optHoldout(new ImageHoldout(holdout, holdoutSeed));
    }
  }
}
