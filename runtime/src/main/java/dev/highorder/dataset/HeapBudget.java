package dev.highorder.dataset;

import java.util.Locale;

/**
 * Refuses a set of images that would not fit into memory, before any of them is read.
 *
 * @param maxHeap the most bytes that the heap may grow to
 */
record HeapBudget(long maxHeap) {

  /** The rest is left for the network, its optimizer's copies and the application. */
  private static final double SHARE = 0.6;

  private static final double GIBIBYTE = 1L << 30;

  static HeapBudget ofThisJvm() {
    return new HeapBudget(Runtime.getRuntime().maxMemory());
  }

  /**
   * Checks that a number of RGB images fits.
   *
   * @throws BadImagesException if they need more than 60% of the heap
   */
  void check(String where, long count, ImageSize size) throws BadImagesException {
    long needed = count * size.bytes();
    if (needed > SHARE * maxHeap) {
      throw new BadImagesException(
          String.format(
              Locale.ROOT,
              "%s: %d images of %s need %.1f GiB of memory, more than 60%% of this JVM's heap of"
                  + " %.1f GiB.%nStart java with -Xmx%dg, read fewer (optLimitPerClass) or scale"
                  + " them down (optScaleTo).",
              where,
              count,
              size,
              needed / GIBIBYTE,
              maxHeap / GIBIBYTE,
              (long) Math.ceil(needed / SHARE / GIBIBYTE)));
    }
  }
}
