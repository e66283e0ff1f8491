package dev.highorder.stack;

import ai.djl.nn.Block;

/** A factory of the sub-nets of a stack. Each call returns a new sub-net with its own weights. */
@FunctionalInterface
public interface SubNetFactory {

  /**
   * Returns a new sub-net: a block whose output has the shape of its input.
   *
   * <p>The sub-net must neither change nor close its input, since later stages read it too.
   */
  Block create();
}
