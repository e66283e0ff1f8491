package dev.highorder.dataset;

import java.util.Random;
import java.util.stream.IntStream;

/** The order in which a data set is read, epoch by epoch. */
@FunctionalInterface
interface EpochOrder {

  /**
   * Returns the order of an epoch, which depends on nothing but the arguments.
   *
   * @param epoch 0 for the first
   * @param size the number of examples
   * @return a permutation of 0 to {@code size - 1}
   */
  int[] of(int epoch, int size);

  /** Returns the order 0, 1, 2... for every epoch. */
  static EpochOrder sequential() {
    return (epoch, size) -> IntStream.range(0, size).toArray();
  }

  /** Returns another permutation for every epoch. */
  static EpochOrder shuffled(long seed) {
    return (epoch, size) -> {
      int[] order = IntStream.range(0, size).toArray();
      Random random = SeededRandom.of(seed, epoch);
      for (int i = size - 1; i > 0; i--) {
        int j = random.nextInt(i + 1);
        int swapped = order[i];
        order[i] = order[j];
        order[j] = swapped;
      }
      return order;
    };
  }
}
