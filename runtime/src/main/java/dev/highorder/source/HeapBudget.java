package dev.highorder.source;

import dev.highorder.image.ImageSize;
import dev.highorder.source.DataSetException.Cure;
import dev.highorder.text.ForeignText;
import java.util.Locale;
import java.util.Set;

/**
 * A limit for sets of images in memory, checked before any image is read.
 *
 * @param maxHeap the number of bytes that the heap may grow to
 */
record HeapBudget(long maxHeap) {

  /** The rest is left for the network, its optimizer's copies and the application. */
  private static final double SHARE = 0.6;

  /** A training has two sets and its batches; what is below is read into memory without a word. */
  private static final double AMPLE_SHARE = 0.3;

  private static final double GIBIBYTE = 1L << 30;

  static HeapBudget ofThisJvm() {
    return new HeapBudget(Runtime.getRuntime().maxMemory());
  }

  /**
   * Checks that a number of images fits.
   *
   * @param where the set that the images belong to
   * @param count the number of images
   * @param size the height and width of each
   * @param bytes the memory that each needs
   * @throws DataSetException if they need more than 60% of the heap
   */
  void check(String where, long count, ImageSize size, long bytes) throws DataSetException {
    double needed = (double) count * bytes;
    if (needed > SHARE * maxHeap) {
      throw new DataSetException(
          String.format(
              Locale.ROOT,
              "%s: %s images of %s need %.1f GiB of memory, more than 60%% of this JVM's heap of %.1f GiB. Start java with -Xmx%sg, read fewer images of each class (optLimitPerClass), or scale them down (optResize).",
              ForeignText.show(where),
              count,
              size,
              needed / GIBIBYTE,
              maxHeap / GIBIBYTE,
              (long) Math.ceil(needed / SHARE / GIBIBYTE)),
          Set.of(Cure.LIMIT, Cure.SCALE),
          null);
    }
  }

  /**
   * Returns whether a number of images needs at most 30% of the heap.
   *
   * @param bytes the memory that each needs
   */
  boolean hasAmpleRoom(long count, long bytes) {
    // The product may exceed the range of long.
    return (double) count * bytes <= AMPLE_SHARE * maxHeap;
  }
}
