package dev.highorder.stack;

import ai.djl.nn.Block;

/** Creates the sub-nets of a stack: a new one, with weights of its own, for each stage. */
@FunctionalInterface
public interface SubNetFactory {

  /**
   * Creates a sub-net: a block whose output has the shape of its input.
   *
   * <p>The sub-net must neither change its input in place nor close it: later stages read it too.
   */
  Block create();
}
