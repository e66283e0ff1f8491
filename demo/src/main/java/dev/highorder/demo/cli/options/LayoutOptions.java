package dev.highorder.demo.cli.options;

import dev.highorder.demo.cli.training.LayoutSpec;
import dev.highorder.source.Cifar100Labels;
import dev.highorder.source.ImageHoldout;
import dev.highorder.text.ForeignText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say which examples are the test set, and which labels are read. */
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

  @Option(
      names = "--labels",
      paramLabel = "KIND",
      description = "Of CIFAR-100: the 100 fine or the 20 coarse labels. Default: fine.")
  private Cifar100Labels labels;

  @Option(
      names = "--test",
      paramLabel = "FILE",
      description =
          "With a CSV file: another one with the test set. Default: a share of --data is withheld.")
  private Path test;

  /** Returns the file of the test set, an absolute path, or null. */
  String test() {
    return Paths.absolute(test);
  }

  /** Returns the share that was asked for. */
  Optional<Double> holdout() {
    // Through text, so that 0.2 means 0.2 and not the float next to it.
    return Optional.ofNullable(holdout).map(share -> Double.parseDouble(share.toString()));
  }

  private void requireOneTestSet() {
    if (test != null && holdout != null) {
      throw new IllegalArgumentException(
          "--test and --holdout exclude each other: the test set is a file, or withheld. Give one.");
    }
  }

  /**
   * Returns the layout of a data set of images.
   *
   * @param data the folder or list of {@code --data}
   * @throws IllegalArgumentException if an option has no effect, or excludes another
   */
  LayoutSpec spec(Path data) {
    requireOneTestSet();
    if (test != null && (data == null || Files.isDirectory(data))) {
      throw new IllegalArgumentException(
          "--test %s is for a CSV file. Leave it out: a folder holds its test set."
              .formatted(ForeignText.show(test)));
    }
    if (holdout == null && holdoutSeed != null) {
      throw new IllegalArgumentException(
          "--holdout-seed %s has no effect without --holdout. Leave it out, or add --holdout."
              .formatted(holdoutSeed));
    }
    return new LayoutSpec(
        holdout().orElse(0.0),
        holdoutSeed == null ? ImageHoldout.DEFAULT_SEED : holdoutSeed,
        labels,
        test());
  }

  /** Refuses what only data sets of images have. */
  void requireRows() {
    requireOneTestSet();
    requireImages("--holdout-seed", holdoutSeed);
    requireImages("--labels", labels);
  }

  private static void requireImages(String option, Object value) {
    if (value != null) {
      throw new IllegalArgumentException(
          "%s %s is for images, not for a CSV file. Leave it out.".formatted(option, value));
    }
  }

  /** Refuses what drawn shapes do not have. */
  void requireNothing() {
    DataOptions.requireAbsent("--holdout", holdout);
    DataOptions.requireAbsent("--holdout-seed", holdoutSeed);
    DataOptions.requireAbsent("--labels", labels);
  }
}
