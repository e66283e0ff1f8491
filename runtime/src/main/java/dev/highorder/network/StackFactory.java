package dev.highorder.network;

import dev.highorder.stack.HighOrderStack;

/** A factory of the stacks of a network, such as {@code VggSubNetRk4::withBlocks}. */
@FunctionalInterface
public interface StackFactory {

  /**
   * Returns a new stack.
   *
   * @param blocks the number of blocks, at least 1
   * @param width the channels, or features, of its input and output
   */
  HighOrderStack create(int blocks, int width);
}
