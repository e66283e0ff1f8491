package dev.highorder.source;

import dev.highorder.dataset.DataSplit;
import dev.highorder.dataset.image.LabelledImages;
import java.io.IOException;

/**
 * A data set on disk that labelled images are read from.
 *
 * @see Sources#open
 */
public interface ImageSource {

  /**
   * Reads one part of the data set. All parts have the same classes.
   *
   * @param split the part to read
   * @return its images
   * @throws DataSetException if files are missing, damaged or too large for the memory; the message
   *     names them and says what to do
   * @throws IOException if reading fails for another reason
   */
  LabelledImages read(DataSplit split) throws IOException;
}
