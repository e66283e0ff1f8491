package dev.highorder.subnet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * A simplified contextual transformer layer, in place of a 3x3 convolution. It is not the authors'
 * CoT layer, which is {@link ContextualTransformer}: it has fewer parameters and computes another
 * function.
 *
 * <p>A grouped 3x3 convolution computes the static context K1. For each head the attention {@code A
 * = softmax(W2 relu(BN(W1 [K1, x])))} is a distribution over the 3x3 neighbourhood; with it the
 * values {@code V = BN(Wv x)} are averaged to the dynamic context K2. The output is {@code K1 +
 * K2}.
 *
 * <p>The authors' layer concatenates in the order {@code [x, K1]}, assigns channels to heads in
 * turn, normalises A by group normalisation instead of a softmax, applies batch normalisation and
 * swish to K2, and weights K1 and K2 by a further attention.
 *
 * @see <a href="https://arxiv.org/abs/2107.12292">Li et al., Contextual Transformer Networks for
 *     Visual Recognition (2021), section 3.2</a>
 */
public final class SimplifiedContextualTransformer extends AbstractBlock {

  private static final int NEIGHBOURS = 9;
  private static final int GROUPS = 4;
  private static final int CHANNELS_OF_A_HEAD = 8;

  private final int heads;
  private final Block key;
  private final Block value;
  private final Block attention;

  /**
   * Creates the layer.
   *
   * @param channels of input and output {@code (batch, channels, height, width)}; 4 or a multiple
   *     of 8
   * @throws IllegalArgumentException for any other number
   */
  @SuppressWarnings("this-escape") // children must be known when the constructor ends (DJL)
  public SimplifiedContextualTransformer(int channels) {
    if (!takes(channels)) {
      throw new IllegalArgumentException(
          "A contextual transformer layer needs 4 channels or a multiple of 8, not "
              + channels
              + ". Choose another width.");
    }
    heads = Math.max(1, channels / CHANNELS_OF_A_HEAD);
    key =
        addChildBlock(
            "key",
            new SequentialBlock()
                .add(ConvolutionUnit.convolution(3, channels, 1, GROUPS))
                .add(BatchNorm.builder().build())
                .add(Activation.reluBlock()));
    value =
        addChildBlock(
            "value",
            new SequentialBlock()
                .add(ConvolutionUnit.convolution(1, channels, 1, 1))
                .add(BatchNorm.builder().build()));
    attention =
        addChildBlock(
            "attention",
            new SequentialBlock()
                .add(ConvolutionUnit.pointwise(channels / 2))
                .add(
                    Conv2d.builder()
                        .setKernelShape(new Shape(1, 1))
                        .setFilters(heads * NEIGHBOURS)
                        .build()));
  }

  /** Returns whether the number of channels is divisible by heads and groups. */
  static boolean takes(int channels) {
    return channels == GROUPS || (channels > 0 && channels % CHANNELS_OF_A_HEAD == 0);
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore parameterStore,
      NDList inputs,
      boolean training,
      PairList<String, Object> params) {
    NDArray x = inputs.singletonOrThrow();
    NDArray k1 = key.forward(parameterStore, inputs, training, params).singletonOrThrow();
    NDArray v = value.forward(parameterStore, inputs, training, params).singletonOrThrow();
    NDList both = new NDList(NDArrays.concat(new NDList(k1, x), 1));
    NDArray a = attention.forward(parameterStore, both, training, params).singletonOrThrow();
    return new NDList(k1.add(attend(a, v)));
  }

  /** Returns for each pixel and head the mean of the neighbours' values with weights softmax(a). */
  private NDArray attend(NDArray a, NDArray v) {
    Shape shape = v.getShape();
    long batch = shape.get(0);
    long channels = shape.get(1);
    long pixels = shape.get(2) * shape.get(3);
    NDArray weights = a.reshape(batch, heads, 1, NEIGHBOURS, pixels).softmax(3);
    NDArray values =
        neighbours(v, channels).reshape(batch, heads, channels / heads, NEIGHBOURS, pixels);
    return values.mul(weights).sum(new int[] {3}).reshape(shape);
  }

  /** Returns {@code (batch, 9 channels, height, width)}: the 3x3 neighbourhood of each pixel. */
  private static NDArray neighbours(NDArray v, long channels) {
    NDArray pick =
        v.getManager()
            .eye(NEIGHBOURS)
            .toType(v.getDataType(), false)
            .reshape(NEIGHBOURS, 1, 3, 3)
            .tile(new long[] {channels, 1, 1, 1});
    Shape one = new Shape(1, 1);
    return Conv2d.conv2d(v, pick, null, one, one, one, (int) channels).singletonOrThrow();
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputShapes) {
    Shape input = inputShapes[0];
    key.initialize(manager, dataType, input);
    value.initialize(manager, dataType, input);
    attention.initialize(
        manager, dataType, new Shape(input.get(0), 2 * input.get(1), input.get(2), input.get(3)));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return inputShapes.clone();
  }
}
