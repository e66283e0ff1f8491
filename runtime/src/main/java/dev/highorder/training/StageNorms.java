package dev.highorder.training;

import java.util.List;
import java.util.Optional;

/**
 * How large the states of all stages were in one step.
 *
 * @param step the step, from 1
 * @param states the states in the order in which they were computed
 */
public record StageNorms(long step, List<StageNorm> states) {

  /**
   * The size of a state.
   *
   * @param stack the stack, from 1
   * @param subNet the sub-net of the stack
   * @param block the block of the stack, from 1
   * @param stage the stage of the block, from 1
   * @param rms the root of the mean of its squares, over the batch
   */
  public record StageNorm(int stack, String subNet, int block, int stage, double rms) {

    /** Batch-normalised states are of order one; a million is far beyond any that still learns. */
    private static final double MOST = 1e6;

    boolean hasExploded() {
      return !(rms <= MOST); // NaN too
    }

    @Override
    public String toString() {
      return "stack %d, block %d, stage %d (sub-net %s)".formatted(stack, block, stage, subNet);
    }
  }

  /** Copies the list. */
  public StageNorms {
    states = List.copyOf(states);
  }

  /** Returns the first state that is not finite, or far too large. */
  Optional<StageNorm> firstExploded() {
    return states.stream().filter(StageNorm::hasExploded).findFirst();
  }
}
