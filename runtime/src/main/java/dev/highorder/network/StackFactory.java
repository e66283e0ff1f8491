package dev.highorder.network;

import dev.highorder.stack.HighOrderStack;

/** Creates the stacks of a network; {@code VggSubNetRk4::withBlocks} is one. */
@FunctionalInterface
public interface StackFactory {

  /**
   * Creates a stack.
   *
   * @param blocks the number of blocks, at least 1
   * @param width the channels of its input and output
   */
  HighOrderStack create(int blocks, int width);
}
