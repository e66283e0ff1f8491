package dev.highorder.demo.cli.options;

import dev.highorder.demo.cli.training.LayoutSpec;
import dev.highorder.source.ImageHoldout;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say which examples are the test set. */
public final class LayoutOptions {

  @Option(
      names = "--holdout",
      converter = RealNumber.TrueShare.class,
      paramLabel = "SHARE",
      description =
          "Withhold this share of each class as the test set, if there is none. Default: 0.2 of a CSV"
              + " file, nothing of images.")
  private Float holdout;

  @Option(
      names = "--holdout-seed",
      converter = Seed.class,
      paramLabel = "N",
      description = "With --holdout and images: another number withholds other images. Default: 1.")
  private Long holdoutSeed;

  /** Returns the share that was asked for. */
  Optional<Double> holdout() {
    // Through text, so that 0.2 means 0.2 and not the float next to it.
    return Optional.ofNullable(holdout).map(share -> Double.parseDouble(share.toString()));
  }

  /**
   * Returns the layout of a data set of images.
   *
   * @throws IllegalArgumentException if a seed has no effect
   */
  LayoutSpec spec() {
    if (holdout == null && holdoutSeed != null) {
      throw new IllegalArgumentException(
          "--holdout-seed %s has no effect without --holdout. Leave it out, or add --holdout."
              .formatted(holdoutSeed));
    }
    return new LayoutSpec(
        holdout().orElse(0.0), holdoutSeed == null ? ImageHoldout.DEFAULT_SEED : holdoutSeed);
  }

  /** Refuses what only data sets of images have. */
  void requireRows() {
    if (holdoutSeed != null) {
      throw new IllegalArgumentException(
          "--holdout-seed %s is for images, not for a CSV file. Leave it out."
              .formatted(holdoutSeed));
    }
  }

  /** Refuses what drawn shapes do not have. */
  void requireNothing() {
    DataOptions.requireAbsent("--holdout", holdout);
    DataOptions.requireAbsent("--holdout-seed", holdoutSeed);
  }
}
