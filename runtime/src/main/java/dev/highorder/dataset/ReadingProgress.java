package dev.highorder.dataset;

/**
 * Hears how far the reading of a data set has come.
 *
 * <p>It is called from the reading threads, one call at a time, with a growing {@code done}. An
 * exception that it throws ends the reading and reaches the caller, which makes it the place to
 * cancel a long one.
 */
@FunctionalInterface
public interface ReadingProgress {

  /**
   * Takes note of the images read so far.
   *
   * @param done how many images have been read, 1 to {@code total}
   * @param total how many images there are to read
   */
  void update(int done, int total);
}
