package dev.highorder.stack;

import ai.djl.ndarray.types.Shape;
import java.util.List;

/**
 * Thrown if the output of a sub-net has another shape than its input or the shortcut of its block,
 * so that they cannot be added.
 */
public final class ShapeChangedException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param input what the sub-net was given
   * @param state the shape of x in the sums of the block
   * @param output what the sub-net returned
   */
  ShapeChangedException(
      StackDescription description,
      int block,
      int stage,
      Shape input,
      Shape state,
      List<Shape> output) {
    super(
        (input.equals(state)
                ? "The sub-net %s changes the shape in stage %s of block %s (%s): it was given %s and returned"
                    + " %s. A sub-net must keep the shape; put what changes it between two stacks."
                : "The sub-net %s does not fit the shortcut in stage %s of block %s (%s): it was given %s and returned"
                    + " %s, but the shortcut returns %s. Give both the same stride and width.")
            .formatted(
                description.subNet(),
                stage,
                block,
                description.scheme(),
                input,
                output.size() == 1 ? output.get(0) : output,
                state));
  }
}
