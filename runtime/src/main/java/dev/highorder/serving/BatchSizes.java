package dev.highorder.serving;

import java.util.stream.IntStream;

/**
 * The batch sizes that a network is compiled for: powers of two and the largest size. A batch has
 * always one of these sizes, so that it is computed by a compiled graph and no value of it is
 * wasted.
 */
final class BatchSizes {

  /** The largest size that may be chosen. */
  static final int MAX = 1024;

  private final int[] ascending;

  /**
   * Chooses the sizes.
   *
   * @param max the largest
   */
  BatchSizes(int max) {
    ascending =
        IntStream.concat(
                IntStream.iterate(1, size -> size < max, size -> 2 * size), IntStream.of(max))
            .toArray();
  }

  int[] all() {
    return ascending.clone();
  }

  int max() {
    return ascending[ascending.length - 1];
  }

  /**
   * Returns the largest size that is not larger.
   *
   * @param waiting at least 1
   */
  int fitting(int waiting) {
    int fitting = 1;
    for (int size : ascending) {
      if (size <= waiting) {
        fitting = size;
      }
    }
    return fitting;
  }
}
