package dev.highorder.training;

import ai.djl.nn.Block;
import dev.highorder.network.Network;
import dev.highorder.stack.HighOrderStack;
import dev.highorder.stack.ReversibleStack;

/**
 * The activations of a network that the backward pass computes again instead of keeping them, to
 * save memory (activation checkpointing).
 */
public enum Recomputation {

  /** None. All activations are kept, which is fastest. */
  NONE,

  /** The activations of reversible stacks, whose memory then does not grow with depth. */
  REVERSIBLE,

  /**
   * All that can be recomputed. A compiled network is cut into segments, of which one at a time is
   * recomputed. A network that is not compiled, as on most engines, keeps the input of each block
   * and recomputes one block at a time; stacks that have dropout, share weights among blocks, or
   * read several blocks back keep all their activations then.
   */
  BLOCKS;

  /** Returns whether a part of a network is recomputed when it is not compiled. */
  boolean covers(Block part) {
    return part instanceof HighOrderStack stack
        && stack.supportsRecomputation()
        && (this == BLOCKS || (this == REVERSIBLE && stack instanceof ReversibleStack));
  }

  /** Returns whether a block has stacks that compute their input from their output. */
  boolean reverses(Block block) {
    return this != NONE && REVERSIBLE.coversAny(block);
  }

  /** Returns whether any part of a block is recomputed when it is not compiled. */
  boolean coversAny(Block block) {
    return block instanceof Network network && network.stacks().stream().anyMatch(this::covers);
  }
}
