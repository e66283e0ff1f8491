package dev.highorder.dataset;

/**
 * The conversion of a set's examples into the numbers that a network reads.
 *
 * <p>Several threads call it at the same time and in any order, so the result depends on nothing
 * but the index and the epoch.
 */
@FunctionalInterface
public interface ExampleEncoder {

  /**
   * Writes one example into the buffer of a batch.
   *
   * @param index the number of the example in its set
   * @param epoch the number of the epoch, from 0, for changes that are drawn anew in each
   * @param target receives the floats of the format's shape, in row-major order; whole numbers such
   *     as token numbers are exact below 2^24
   * @param offset where in {@code target} to begin
   * @throws java.io.UncheckedIOException if the example has to be read and cannot be
   */
  void encode(int index, int epoch, float[] target, int offset);
}
