package dev.highorder.dataset;

import java.util.Random;
import java.util.stream.IntStream;

/** The orders in which a data set is read, one for each epoch. */
@FunctionalInterface
interface EpochOrder {

  /**
   * The order of an epoch, which depends on nothing but the arguments.
   *
   * @param epoch 0 for the first
   * @param size the number of images
   * @return a permutation of 0 to {@code size - 1}
   */
  int[] of(int epoch, int size);

  /** The same order in every epoch: 0, 1, 2... */
  static EpochOrder sequential() {
    return (epoch, size) -> IntStream.range(0, size).toArray();
  }

  /** Another permutation in every epoch. */
  static EpochOrder shuffled(long seed) {
    return (epoch, size) -> {
      int[] order = IntStream.range(0, size).toArray();
      Random random = RandomStream.of(seed, epoch);
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
