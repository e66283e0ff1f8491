package dev.highorder.dataset;

import java.util.Random;

/**
 * Gives every numbered thing of a seed its own random numbers, without drawing those before it.
 *
 * <p>Streams of one seed never start from the same state: the number is mixed by a bijection of the
 * 48 bits that {@link Random} keeps. {@code Random} is used because its documentation fixes its
 * algorithm, so that a seed means the same on every JVM.
 */
final class RandomStream {

  private static final long MASK = (1L << 48) - 1;

  private RandomStream() {}

  /**
   * The random numbers of one thing.
   *
   * @param seed the seed of all of them
   * @param index the number of the thing
   */
  static Random of(long seed, long index) {
    return new Random(mix48(mix64(seed) + index & MASK));
  }

  /** Xor-shifts and odd factors can be undone, so no two inputs meet in one output. */
  private static long mix48(long z) {
    z = (z ^ z >>> 23) * 0xbf58476d1ce4e5b9L & MASK;
    z = (z ^ z >>> 25) * 0x94d049bb133111ebL & MASK;
    return z ^ z >>> 24;
  }

  /** SplitMix64's finaliser: neighbouring seeds shall not share streams. */
  private static long mix64(long z) {
    z += 0x9e3779b97f4a7c15L;
    z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }
}
