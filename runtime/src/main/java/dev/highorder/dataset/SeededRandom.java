package dev.highorder.dataset;

import java.util.Random;

/**
 * Independent random numbers for each index of a seed, which need no numbers of other indices to be
 * drawn first.
 *
 * <p>Generators of one seed never start from the same state: the index is mixed by a bijection of
 * the 48 bits of state that {@link Random} has. {@code Random} is used because its documentation
 * fixes its algorithm, so that a seed means the same on every JVM.
 */
public final class SeededRandom {

  private static final long MASK = (1L << 48) - 1;

  private SeededRandom() {}

  /**
   * Returns the generator of an index.
   *
   * @param seed the seed shared by all indices
   * @param index the number of an epoch, an example, or whatever else is drawn
   */
  public static Random of(long seed, long index) {
    return new Random(mix48(mix64(seed) + index & MASK));
  }

  /** Xor-shifts and odd factors can be undone, so no two inputs give the same output. */
  private static long mix48(long z) {
    z = (z ^ z >>> 23) * 0xbf58476d1ce4e5b9L & MASK;
    z = (z ^ z >>> 25) * 0x94d049bb133111ebL & MASK;
    return z ^ z >>> 24;
  }

  /** SplitMix64's finaliser, by which neighbouring seeds share no states. */
  private static long mix64(long z) {
    z += 0x9e3779b97f4a7c15L;
    z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }
}
