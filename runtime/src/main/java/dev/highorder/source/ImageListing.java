package dev.highorder.source;

import dev.highorder.dataset.DataSplit;
import java.nio.file.Path;

/** The places of the images of a data set, one file for each image. No image is opened. */
interface ImageListing {

  /** Returns where the images of a part are, for people to read. */
  String where(DataSplit split) throws DataSetException;

  /**
   * Lists the images of a part.
   *
   * @param split the part
   * @param limitPerClass how many files of each class to list
   * @throws DataSetException if the layout of the data set is wrong
   */
  ClassDirectories list(DataSplit split, int limitPerClass) throws DataSetException;

  /** Returns the listing of a directory that the options ask for. */
  static ImageListing of(Path directory, ReadingOptions options) {
    PartDirectories parts = new PartDirectories(directory, options.notices());
    return options.holdout().isPresent()
        ? new WithheldImages(parts, options.holdout().get(), options.notices())
        : parts;
  }
}
