package dev.highorder.stack;

import ai.djl.ndarray.types.Shape;
import java.util.List;

/**
 * Thrown if the output of a sub-net has another shape than its input, so that they cannot be added.
 */
public final class ShapeChangedException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  ShapeChangedException(
      StackDescription description, int block, int stage, Shape input, List<Shape> output) {
    super(
        ("The sub-net %s changes the shape in stage %s of block %s (%s): it was given %s and returned"
                + " %s. A sub-net must keep the shape; put what changes it between two stacks.")
            .formatted(
                description.subNet(),
                stage,
                block,
                description.scheme(),
                input,
                output.size() == 1 ? output.get(0) : output));
  }
}
