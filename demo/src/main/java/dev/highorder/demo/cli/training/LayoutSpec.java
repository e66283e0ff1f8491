package dev.highorder.demo.cli.training;

import dev.highorder.source.Cifar100Labels;
import dev.highorder.source.FileNames;
import dev.highorder.source.ImageHoldout;
import dev.highorder.source.ImageSource;
import dev.highorder.source.ListedImage;
import dev.highorder.source.ListedImages;
import dev.highorder.source.ReadingOptions;
import dev.highorder.source.Sources;
import dev.highorder.source.csv.ImageList;
import dev.highorder.storage.MayBeAbsent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The parts of a data set of images that its folder leaves open.
 *
 * @param holdout the share of each class that is withheld as the test set; 0 if the folder has one
 * @param holdoutSeed another seed withholds other images
 * @param labels the labels of CIFAR-100 that are read; null for its fine labels, and for all else
 * @param test an absolute path of the second list of images; null if there is none
 */
public record LayoutSpec(
    double holdout,
    long holdoutSeed,
    @MayBeAbsent Cifar100Labels labels,
    @MayBeAbsent String test) {

  /** A folder that says all by itself. */
  public static final LayoutSpec DEFAULT = new LayoutSpec(0, ImageHoldout.DEFAULT_SEED, null, null);

  /** Returns the same layout with another second list. */
  LayoutSpec testIn(String changed) {
    return new LayoutSpec(holdout, holdoutSeed, labels, changed);
  }

  /** Opens a folder or a list of images. */
  ImageSource open(Path place, ReadingOptions options) throws IOException {
    if (!ImageList.isIn(place)) {
      return Sources.open(place, options);
    }
    Optional<List<ListedImage>> second =
        test == null ? Optional.empty() : Optional.of(ImageList.read(Path.of(test)));
    return new ListedImages(
        FileNames.text(place), place.getParent(), ImageList.read(place), second, options);
  }

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
