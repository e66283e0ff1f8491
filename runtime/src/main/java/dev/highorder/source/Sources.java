package dev.highorder.source;

import dev.highorder.dataset.DataSplit;
import java.nio.file.Files;
import java.nio.file.Path;

/** The data sets on disk that can be read, recognised by their files. */
public final class Sources {

  private Sources() {}

  /**
   * Opens a directory that holds an image folder, CIFAR-10 or CIFAR-100 in its binary version, or
   * IDX files.
   *
   * @param directory the directory with {@code train/}, or with {@code data_batch_1.bin}, or with
   *     {@code cifar-10-batches-bin/}, or with {@code train-images-idx3-ubyte.gz}; with {@code
   *     CLASS/*.png} if a share is withheld
   * @param options how to read it
   * @return an {@link ImageFolder}, {@link Cifar10Binary}, {@link Cifar100Binary} or {@link
   *     IdxFolder}
   * @throws DataSetException if the directory is none of them; the message says what to change
   */
  public static ImageSource open(Path directory, ReadingOptions options) throws DataSetException {
    if (!Files.isDirectory(directory)) {
      throw new DataSetException(LayoutAdvice.notADirectory(directory));
    }
    if (!Cifar100Binary.isIn(directory)) {
      requireNoCifar100Labels(FileNames.shown(directory), options);
    }
    if (!PartDirectories.find(directory, DataSplit.TRAIN).isEmpty()) {
      return new ImageFolder(directory, options);
    }
    if (Cifar10Binary.isIn(directory)
        || Cifar100Binary.isIn(directory)
        || IdxFolder.isIn(directory)) {
      requireFewFiles(directory, options);
    }
    if (Cifar10Binary.isIn(directory)) {
      return new Cifar10Binary(directory, options);
    }
    if (Cifar100Binary.isIn(directory)) {
      return new Cifar100Binary(directory, options);
    }
    if (IdxFolder.isIn(directory)) {
      return new IdxFolder(directory, options);
    }
    if (isCifar10Python(directory)) {
      throw new DataSetException(
          "%s is CIFAR-10's Python version, which is not read. Download its binary version."
              .formatted(FileNames.shown(directory)));
    }
    if (options.holdout().isPresent() && LayoutAdvice.hasClasses(directory)) {
      return new ImageFolder(directory, options);
    }
    throw LayoutAdvice.unknown(directory);
  }

  static void requireNoCifar100Labels(String name, ReadingOptions options) throws DataSetException {
    if (options.cifar100Labels().isPresent()) {
      throw new DataSetException(
          "%s is not CIFAR-100, so there are no fine and coarse labels. Leave the choice of labels out."
              .formatted(name));
    }
  }

  /** Refuses what only image folders have. */
  private static void requireFewFiles(Path directory, ReadingOptions options)
      throws DataSetException {
    if (options.holdout().isPresent()) {
      throw new DataSetException(
          "%s has a test set of its own, so nothing is withheld. Leave the holdout out."
              .formatted(FileNames.shown(directory)));
    }
    if (options.memory() == MemoryPolicy.STREAM) {
      throw new DataSetException(
          "%s has all images in a few files, which are read into memory. Only image folders are streamed: choose MemoryPolicy.AUTO."
              .formatted(FileNames.shown(directory)));
    }
  }

  /**
   * Opens a directory with {@link ReadingOptions#defaults()}.
   *
   * @param directory as in {@link #open(Path, ReadingOptions)}
   * @return as in {@link #open(Path, ReadingOptions)}
   * @throws DataSetException if the directory is none of them
   */
  public static ImageSource open(Path directory) throws DataSetException {
    return open(directory, ReadingOptions.defaults());
  }

  private static boolean isCifar10Python(Path directory) {
    return Files.isDirectory(directory.resolve("cifar-10-batches-py"))
        || Files.exists(directory.resolve("data_batch_1"));
  }
}
