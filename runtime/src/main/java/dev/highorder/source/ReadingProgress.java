package dev.highorder.source;

/**
 * A listener for the progress of reading a data set.
 *
 * <p>It is called from the reading threads, one call at a time, with a growing {@code done}. An
 * exception that it throws ends the reading and reaches the caller, so this is the place to cancel
 * a long reading.
 */
@FunctionalInterface
public interface ReadingProgress {

  /**
   * Receives the number of images read so far.
   *
   * @param done how many images have been read, 1 to {@code total}
   * @param total how many images there are to read
   */
  void update(int done, int total);
}
