package dev.highorder.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * A block without parameters that halves height and width: it keeps every second pixel of every
 * second row and appends channels of zeros.
 */
final class ZeroPaddedShortcut extends AbstractBlock {

  private final int width;

  /** Creates the block for a number of output channels. */
  ZeroPaddedShortcut(int width) {
    this.width = width;
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore parameterStore,
      NDList inputs,
      boolean training,
      PairList<String, Object> params) {
    NDArray halved = inputs.singletonOrThrow().get(":, :, ::2, ::2");
    Shape shape = halved.getShape();
    long missing = width - shape.get(1);
    if (missing == 0) {
      return new NDList(halved);
    }
    NDArray zeros =
        halved
            .getManager()
            .zeros(
                new Shape(shape.get(0), missing, shape.get(2), shape.get(3)), halved.getDataType());
    return new NDList(NDArrays.concat(new NDList(halved, zeros), 1));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    Shape shape = inputShapes[0];
    if (width < shape.get(1)) {
      throw new IllegalArgumentException(
          "The transition OPTION_A cannot reduce the channels from %s to %s. Use another transition."
              .formatted(shape.get(1), width));
    }
    return new Shape[] {
      new Shape(shape.get(0), width, (shape.get(2) + 1) / 2, (shape.get(3) + 1) / 2)
    };
  }
}
