package dev.highorder.stack;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * A forward pass through a block that frees all temporary tensors of the block when it ends.
 *
 * <p>DJL keeps each intermediate tensor until its manager closes, which here would be at the end of
 * the batch. So the input is attached to a manager of its own while the block runs.
 */
public final class ScopedForward {

  private ScopedForward() {}

  /**
   * Applies a block with one input and one output.
   *
   * @param block the block
   * @param parameterStore the store of its parameters' values
   * @param input its input; it stays open and returns to its manager
   * @param training whether this is a training pass
   * @param params DJL's optional parameters, may be null
   * @return the output, a new tensor that belongs to the input's manager
   * @throws IllegalArgumentException if the block returns several tensors
   */
  public static NDArray of(
      Block block,
      ParameterStore parameterStore,
      NDArray input,
      boolean training,
      PairList<String, Object> params) {
    NDManager outer = input.getManager();
    try (NDManager scope = outer.newSubManager()) {
      input.tempAttach(scope);
      NDList outputs =
          SubmissionTurn.of(outer)
              .during(() -> block.forward(parameterStore, new NDList(input), training, params));
      if (outputs.size() != 1) {
        throw new IllegalArgumentException(
            "%s returns %s tensors. A sub-net must return one."
                .formatted(block.getClass().getName(), outputs.size()));
      }
      NDArray output = outputs.head();
      if (output == input) {
        // An identity: the caller closes input and output separately.
        output = input.duplicate();
      }
      output.attach(outer);
      if (parameterStore instanceof TemporariesListener listener) {
        listener.beforeClosing(scope);
      }
      return output;
    }
  }
}
