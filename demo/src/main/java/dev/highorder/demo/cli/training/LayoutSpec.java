package dev.highorder.demo.cli.training;

import dev.highorder.source.Cifar100Labels;
import dev.highorder.source.ImageHoldout;
import dev.highorder.source.ReadingOptions;
import dev.highorder.storage.MayBeAbsent;

/**
 * The parts of a data set of images that its folder leaves open.
 *
 * @param holdout the share of each class that is withheld as the test set; 0 if the folder has one
 * @param holdoutSeed another seed withholds other images
 * @param labels the labels of CIFAR-100 that are read; null for its fine labels, and for all else
 */
public record LayoutSpec(double holdout, long holdoutSeed, @MayBeAbsent Cifar100Labels labels) {

  /** A folder that says all by itself. */
  public static final LayoutSpec DEFAULT = new LayoutSpec(0, ImageHoldout.DEFAULT_SEED, null);

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
    if (labels != null) {
      options.optCifar100Labels(labels);
    }
  }
}
