package dev.highorder.training;

import ai.djl.nn.Block;
import dev.highorder.network.Network;
import dev.highorder.stack.HighOrderStack;
import dev.highorder.stack.ReversibleStack;

/** What of a network is computed again in the backward pass, to save memory. */
public enum Recomputation {

  /** None: all is recorded, which is fastest. */
  NONE,

  /** Reversible stacks, which then need no memory for their depth. */
  REVERSIBLE,

  /**
   * All that can be. On MXNet's processor the whole network is cut into segments, of which one at a
   * time is recorded. Where that is not possible, as on other engines, stacks keep the input of
   * each block, and the record of one block at a time; what has dropout, shares weights among
   * blocks, or reads several blocks back is recorded then.
   */
  BLOCKS;

  /** Returns whether a part of a network is computed again. */
  boolean covers(Block part) {
    return part instanceof HighOrderStack stack
        && stack.supportsRecomputation()
        && (this == BLOCKS || (this == REVERSIBLE && stack instanceof ReversibleStack));
  }

  /** Returns whether a block has stacks that compute their input from their output. */
  boolean reverses(Block block) {
    return this != NONE && REVERSIBLE.coversAny(block);
  }

  /** Returns whether any part of a block is. */
  boolean coversAny(Block block) {
    return block instanceof Network network && network.stacks().stream().anyMatch(this::covers);
  }
}
