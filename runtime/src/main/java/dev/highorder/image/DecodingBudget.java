package dev.highorder.image;

import java.util.concurrent.Semaphore;

/**
 * A limit for the pixels of large images that are decoded at the same time, so that many threads do
 * not need much memory at once.
 *
 * <p>There are three lanes. Small images never wait. Medium and large ones wait, in the order in
 * which they came, for others of their own lane only: a photograph does not wait for a poster, and
 * no image waits for one that takes long unless the lane is full.
 */
final class DecodingBudget {

  /** The largest number of pixels of an image that never waits. */
  static final int MAX_SMALL = 4_000_000;

  /** The largest number of pixels of an image that does not wait for large ones. */
  static final int MAX_MEDIUM = 16_000_000;

  /** The decoded image, its planes, and a copy if it is turned. */
  private static final int BYTES_PER_PIXEL = 12;

  /** A quarter of the heap for each of two lanes. */
  private static final int LANE_SHARE = 4;

  /** The budget of this JVM. */
  static final DecodingBudget SHARED = new DecodingBudget(Runtime.getRuntime().maxMemory());

  private final Semaphore medium;
  private final Semaphore large;

  /**
   * Creates a budget. Each lane has room for at least one image of its largest size.
   *
   * @param maxHeap the number of bytes that the heap may grow to
   */
  DecodingBudget(long maxHeap) {
    long share = maxHeap / LANE_SHARE / BYTES_PER_PIXEL;
    medium = newLane(Math.max(MAX_MEDIUM, share));
    large = newLane(Math.max(ImageFile.MAX_PIXELS, share));
  }

  private static Semaphore newLane(long pixels) {
    return new Semaphore((int) Math.min(Integer.MAX_VALUE, pixels), true);
  }

  /**
   * Returns the pixels that an image counts for: its own, or as many as have the memory of the
   * decoder's tables.
   *
   * @param pixels the number of pixels, at most {@link ImageFile#MAX_PIXELS}
   * @param tableBytes the memory of the tables
   */
  static int room(int pixels, long tableBytes) {
    return (int) Math.max(pixels, Math.min(ImageFile.MAX_PIXELS, tableBytes / BYTES_PER_PIXEL));
  }

  /**
   * Waits until there is room for an image. An interrupt does not end the waiting, and is kept.
   *
   * @param pixels the number of pixels, at most {@link ImageFile#MAX_PIXELS}
   */
  void take(int pixels) {
    if (pixels > MAX_SMALL) {
      lane(pixels).acquireUninterruptibly(pixels);
    }
  }

  /** Gives back the room of an image that {@link #take} waited for. */
  void giveBack(int pixels) {
    if (pixels > MAX_SMALL) {
      lane(pixels).release(pixels);
    }
  }

  private Semaphore lane(int pixels) {
    return pixels <= MAX_MEDIUM ? medium : large;
  }
}
