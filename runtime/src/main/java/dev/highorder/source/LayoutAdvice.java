package dev.highorder.source;

import dev.highorder.dataset.DataSplit;
import dev.highorder.source.DataSetException.Cure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The likely reason why a path is not a data set, as a message with its remedy. */
final class LayoutAdvice {

  private static final Map<DataSplit, Set<String>> OTHER_NAMES =
      Map.of(
          DataSplit.TRAIN,
          Set.of("train", "training", "train_set", "trainset", "training_set", "trn"),
          DataSplit.TEST,
          Set.of(
              "test",
              "val",
              "valid",
              "validation",
              "testing",
              "test_set",
              "testset",
              "tst",
              "dev",
              "eval",
              "evaluation",
              "val_set",
              "validation_set"));

  private static final List<String> ARCHIVES =
      List.of(".zip", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".zst", ".7z", ".rar");

  private LayoutAdvice() {}

  /** Returns what to say of a path that is not a directory. */
  static String notADirectory(Path path) {
    String name = FileNames.shown(path);
    if (isArchive(path)) {
      return name + " is an archive. Unpack it, and give the directory that it makes.";
    }
    return Files.exists(path)
        ? name + " is a file. Give the directory that holds the data set."
        : name + " does not exist. Give the directory that holds the data set.";
  }

  /** Returns what to say of a directory that has no part of that name. */
  static DataSetException missing(Path directory, DataSplit split) throws DataSetException {
    Path part = directory.resolve(split.directoryName());
    String name = FileNames.shown(part);
    if (Files.exists(part)) {
      return new DataSetException(
          name + " is a file. Put a directory of that name there, which holds CLASS/*.png.");
    }
    Optional<Path> other = partOfOtherName(directory, split);
    if (other.isPresent()) {
      return new DataSetException(
          "%s is missing. Rename %s to %s."
              .formatted(name, FileNames.shown(other.get()), split.directoryName()));
    }
    return split == DataSplit.TEST
        ? withHoldout(
            "%s is missing. Have a share of each class withheld instead (a holdout), or make it, and move some images of each class from train/CLASS/ to test/CLASS/."
                .formatted(name))
        : new DataSetException(
            "%s is missing. An image folder holds train/CLASS/*.png and test/CLASS/*.png (or jpg, bmp, gif, webp, tif, tiff)."
                .formatted(name));
  }

  private static DataSetException withHoldout(String message) {
    return new DataSetException(message, Set.of(Cure.HOLDOUT), null);
  }

  /** Returns what to say of a directory that is not a data set. */
  static DataSetException unknown(Path directory) throws DataSetException {
    if (partOfOtherName(directory, DataSplit.TRAIN).isPresent()) {
      return missing(directory, DataSplit.TRAIN);
    }
    String name = FileNames.shown(directory);
    Path parent = directory.toAbsolutePath().normalize().getParent();
    if (hasOtherName(directory, DataSplit.values()) && parent != null && isDataSet(parent)) {
      return new DataSetException(
          "%s is one part of a data set. Give %s.".formatted(name, FileNames.shown(parent)));
    }
    FolderEntries entries = FolderEntries.of(directory);
    for (Path folder : entries.folders()) {
      if (isDataSet(folder)) {
        return new DataSetException(
            "%s is not a data set itself. Give %s.".formatted(name, FileNames.shown(folder)));
      }
    }
    return describe(name, entries);
  }

  private static DataSetException describe(String name, FolderEntries entries) {
    for (Path folder : entries.folders()) {
      if (holdsImages(folder)) {
        return withHoldout(
            "%s has folders of images, such as %s, but no train/ and test/. Have a share of each class withheld for the test (a holdout), or move the folders into train/, and some images of each into test/CLASS/."
                .formatted(name, FileNames.shownName(folder)));
      }
    }
    if (!entries.images().isEmpty()) {
      return new DataSetException(
          "%s has %s, but no folders of classes. Sort them into train/CLASS/ and test/CLASS/."
              .formatted(name, ImageNames.images(entries.images().size())));
    }
    return new DataSetException(
        entries.entries().stream()
            .filter(LayoutAdvice::isArchive)
            .findFirst()
            .map(
                file ->
                    "%s has the archive %s, which is not unpacked. Unpack it."
                        .formatted(name, FileNames.shownName(file)))
            .orElse(
                "%s is neither an image folder (it has no train/CLASS/*.png) nor CIFAR-10's or CIFAR-100's binary version (it has no data_batch_1.bin and no fine_label_names.txt). Give a directory that holds one of them."
                    .formatted(name)));
  }

  /** Returns whether a directory has folders of images. */
  static boolean hasClasses(Path directory) throws DataSetException {
    return FolderEntries.of(directory).folders().stream().anyMatch(LayoutAdvice::holdsImages);
  }

  private static Optional<Path> partOfOtherName(Path directory, DataSplit split)
      throws DataSetException {
    return FolderEntries.of(directory).folders().stream()
        .filter(folder -> hasOtherName(folder, split))
        .findFirst();
  }

  private static boolean hasOtherName(Path folder, DataSplit... splits) {
    String name = FileNames.of(folder).toLowerCase(Locale.ROOT);
    return Stream.of(splits).anyMatch(split -> OTHER_NAMES.get(split).contains(name));
  }

  private static boolean isDataSet(Path directory) {
    return Files.isDirectory(directory.resolve(DataSplit.TRAIN.directoryName()))
        || Cifar10Binary.isIn(directory);
  }

  private static boolean holdsImages(Path folder) {
    try {
      return !FolderEntries.of(folder).images().isEmpty();
    } catch (DataSetException e) {
      return false;
    }
  }

  private static boolean isArchive(Path path) {
    String name = FileNames.of(path).toLowerCase(Locale.ROOT);
    return ARCHIVES.stream().anyMatch(name::endsWith) && Files.isRegularFile(path);
  }
}
