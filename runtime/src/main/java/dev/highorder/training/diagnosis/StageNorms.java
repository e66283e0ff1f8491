package dev.highorder.training.diagnosis;

import java.util.List;
import java.util.Optional;

/**
 * The sizes of all stages in one training step.
 *
 * @param step the training step, from 1
 * @param stages the sizes, in the order in which the stages were computed
 */
public record StageNorms(long step, List<StageNorm> stages) {

  /** The measurement of a step in which nothing was measured. */
  public static final StageNorms NONE = new StageNorms(0, List.of());

  /**
   * The size of one stage: of its derivative {@code k}, times the step size.
   *
   * @param stack the stack, from 1
   * @param subNet the name of the stack's sub-net
   * @param block the block of the stack, from 1
   * @param stage the stage of the block, from 1
   * @param rms the root mean square of its elements, over the batch
   */
  public record StageNorm(int stack, String subNet, int block, int stage, double rms) {

    /** Batch-normalised stages are of order one; at a million, nothing learns any more. */
    private static final double MAX_RMS = 1e6;

    boolean hasExploded() {
      return !(rms <= MAX_RMS); // true for NaN
    }

    @Override
    public String toString() {
      return "stack %s, block %s, stage %s (sub-net %s)".formatted(stack, block, stage, subNet);
    }
  }

  /** Copies the list. */
  public StageNorms {
    stages = List.copyOf(stages);
  }

  /** Returns the first stage whose size is above 1e6 or not finite. */
  public Optional<StageNorm> firstExploded() {
    return stages.stream().filter(StageNorm::hasExploded).findFirst();
  }
}
