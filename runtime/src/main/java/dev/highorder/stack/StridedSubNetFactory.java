package dev.highorder.stack;

import ai.djl.nn.Block;

/** A factory of the sub-nets of a stack, the first of which may have a stride. */
@FunctionalInterface
public interface StridedSubNetFactory {

  /**
   * Returns a new sub-net with its own weights. With the stride 1 its output has the shape of its
   * input.
   *
   * @param stride what height and width are divided by
   */
  Block create(int stride);
}
