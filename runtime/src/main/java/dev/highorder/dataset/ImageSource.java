package dev.highorder.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A data set on disk from which labelled images are read. */
public interface ImageSource {

  /**
   * Reads one part of the data set into memory. Both parts have the same classes.
   *
   * @param split the part to read
   * @return its images
   * @throws BadImagesException if files are missing, damaged or too large for the memory; the
   *     message names them and says what to do
   * @throws IOException if reading fails for another reason
   */
  LabelledImages read(ImageSplit split) throws IOException;

  /**
   * Opens a directory that holds an image folder or CIFAR-10 in its binary version.
   *
   * @param directory the directory with {@code train/}, or with {@code data_batch_1.bin}, or with
   *     {@code cifar-10-batches-bin/}
   * @param options how to read it
   * @return an {@link ImageFolder} or {@link Cifar10Binary}
   * @throws BadImagesException if the directory is neither; the message says what was looked for
   */
  static ImageSource open(Path directory, ReadingOptions options) throws BadImagesException {
    if (!Files.isDirectory(directory)) {
      throw new BadImagesException(
          directory + ": is not a directory; give the one that holds the data set");
    }
    if (Files.isDirectory(directory.resolve("train"))) {
      return new ImageFolder(directory, options);
    }
    if (Cifar10Binary.isIn(directory)) {
      return new Cifar10Binary(directory, options);
    }
    String hint =
        Files.isDirectory(directory.resolve("cifar-10-batches-py"))
                || Files.exists(directory.resolve("data_batch_1"))
            ? " This is CIFAR-10's Python version; download its binary version."
            : "";
    throw new BadImagesException(
        directory
            + ": is neither an image folder (no train/CLASS/*.png in it) nor CIFAR-10's binary"
            + " version (no data_batch_1.bin and no cifar-10-batches-bin/); give a directory that"
            + " holds one of them."
            + hint);
  }

  /**
   * Opens a directory with {@link ReadingOptions#defaults()}.
   *
   * @param directory see {@link #open(Path, ReadingOptions)}
   * @return an {@link ImageFolder} or {@link Cifar10Binary}
   * @throws BadImagesException if the directory is neither
   */
  static ImageSource open(Path directory) throws BadImagesException {
    return open(directory, ReadingOptions.defaults());
  }
}
