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
   * @return {@code size} numbers of examples
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
      shuffle(order, SeededRandom.of(seed, epoch));
      return order;
    };
  }

  /**
   * Returns an order that takes the same number of examples of every class that has some, or one
   * more of some classes, chosen anew in each epoch. An example comes again only after all others
   * of its class.
   *
   * @param labels the label of each example
   */
  static EpochOrder balanced(long seed, int[] labels) {
    return new BalancedOrder(seed, labels);
  }

  /** Shuffles in place, as Fisher and Yates do. */
  static void shuffle(int[] order, Random random) {
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
  }
}
