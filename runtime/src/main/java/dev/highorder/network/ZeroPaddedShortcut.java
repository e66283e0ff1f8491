package dev.highorder.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * A block without parameters that adds channels of zeros and divides height and width by a stride:
 * with 2 it keeps every second pixel of every second row.
 */
final class ZeroPaddedShortcut extends AbstractBlock {

  private static final Shape PIXEL = new Shape(1, 1);
  private static final Shape NO_PADDING = new Shape(0, 0);

  private final int width;
  private final int stride;
  private final boolean isCentred;

  private ZeroPaddedShortcut(int width, int stride, boolean isCentred) {
    this.width = width;
    this.stride = stride;
    this.isCentred = isCentred;
  }

  /** Returns a block for a number of output channels, all zeros behind those of the input. */
  static ZeroPaddedShortcut appending(int width, int stride) {
    return new ZeroPaddedShortcut(width, stride, false);
  }

  /** Returns a block with half of the zeros before the channels of the input, rounded down. */
  static ZeroPaddedShortcut centred(int width, int stride) {
    return new ZeroPaddedShortcut(width, stride, true);
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore parameterStore,
      NDList inputs,
      boolean training,
      PairList<String, Object> params) {
    NDArray x = inputs.singletonOrThrow();
    // Not by an index: a trace would hold the batch size as the end of its range.
    NDArray kept =
        stride == 1 ? x : Pool.maxPool2d(x, PIXEL, new Shape(stride, stride), NO_PADDING, false);
    long missing = width - kept.getShape().get(1);
    if (missing == 0) {
      return new NDList(kept);
    }
    long before = isCentred ? missing / 2 : 0;
    NDList parts = new NDList();
    addZeros(parts, kept, before);
    parts.add(kept);
    addZeros(parts, kept, missing - before);
    return new NDList(NDArrays.concat(parts, 1));
  }

  /**
   * Adds channels of zeros. They are multiples of x, since a trace of the network has no arrays of
   * the batch size that do not come from its input.
   */
  private static void addZeros(NDList parts, NDArray x, long channels) {
    long all = x.getShape().get(1);
    for (long left = channels; left > 0; left -= all) {
      parts.add((left < all ? x.split(new long[] {left}, 1).head() : x).mul(0));
    }
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    Shape shape = inputShapes[0];
    if (width < shape.get(1)) {
      throw new IllegalArgumentException(
          "A shortcut that adds zeros (OPTION_A) cannot reduce the channels from %s to %s. Use another transition."
              .formatted(shape.get(1), width));
    }
    return new Shape[] {
      new Shape(shape.get(0), width, divided(shape.get(2)), divided(shape.get(3)))
    };
  }

  private long divided(long length) {
    return (length + stride - 1) / stride;
  }
}
