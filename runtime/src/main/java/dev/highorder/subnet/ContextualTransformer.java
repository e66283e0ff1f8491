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
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * The contextual transformer (CoT) layer as its authors released it, in place of a 3x3 convolution.
 *
 * <p>With c channels and c / 8 heads it computes, for an input x,
 *
 * <ul>
 *   <li>the static context {@code K1 = relu(BN(conv3x3(x)))}, in four groups;
 *   <li>for each head and pixel nine weights, {@code A = GN(W2 relu(BN(W1 [x, K1])))}, with a group
 *       normalisation over each head in place of a softmax;
 *   <li>the dynamic context {@code K2 = swish(BN(A * V))} of the values {@code V = BN(Wv x)}: each
 *       pixel's 3x3 neighbourhood, weighted and added up. Channel i belongs to head i mod c / 8,
 *       counted from 0;
 *   <li>the output {@code a2 K2 + a1 K1}. For each channel {@code (a2, a1)} is a softmax of the two
 *       numbers that {@code W4 relu(BN(W3 m))} gives it, where m is the mean of {@code K2 + K1}
 *       over all pixels (the selective attention of a split of radix 2).
 * </ul>
 *
 * <p>The paper's section 3.2 has neither group normalisation nor the last two layers' form; where
 * paper and code differ this is the code. The authors' layer takes multiples of 8 channels; here 4
 * are possible, too, in one head.
 *
 * @see <a href="https://arxiv.org/abs/2107.12292">Li et al., Contextual Transformer Networks for
 *     Visual Recognition (2021), section 3.2</a>
 * @see <a href="https://github.com/JDAI-CV/CoTNet">the authors' code</a>
 */
public final class ContextualTransformer extends AbstractBlock {

  private static final int NEIGHBOURS = 9;
  private static final int GROUPS = 4;
  private static final int CHANNELS_OF_A_HEAD = 8;

  /** The number of contexts between which the last attention divides. */
  private static final int RADIX = 2;

  private static final int MIN_HIDDEN = 32;

  private final int heads;
  private final Block key;
  private final Block attention;
  private final Block value;
  private final Block dynamic;
  private final Block selection;

  /**
   * Creates the layer.
   *
   * @param channels of input and output {@code (batch, channels, height, width)}; 4 or a multiple
   *     of 8
   * @throws IllegalArgumentException for any other number
   */
  @SuppressWarnings("this-escape") // children must be known when the constructor ends (DJL)
  public ContextualTransformer(int channels) {
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
    attention =
        addChildBlock(
            "attention",
            new SequentialBlock()
                .add(ConvolutionUnit.pointwise(channels / 2))
                .add(pointwise(heads * NEIGHBOURS))
                .add(new GroupNorm(heads)));
    value =
        addChildBlock(
            "value",
            new SequentialBlock()
                .add(ConvolutionUnit.convolution(1, channels, 1, 1))
                .add(BatchNorm.builder().build()));
    dynamic =
        addChildBlock(
            "dynamic",
            new SequentialBlock().add(BatchNorm.builder().build()).add(Activation.swishBlock(1)));
    selection =
        addChildBlock(
            "selection",
            new SequentialBlock()
                .add(LambdaBlock.singleton(ContextualTransformer::mean, "mean"))
                .add(pointwise(Math.max(MIN_HIDDEN, channels * RADIX / 4)))
                .add(BatchNorm.builder().build())
                .add(Activation.reluBlock())
                .add(pointwise(RADIX * channels)));
  }

  /** Returns a 1x1 convolution with a bias. */
  private static Block pointwise(int channels) {
    return Conv2d.builder().setKernelShape(new Shape(1, 1)).setFilters(channels).build();
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
    Layers layers = new Layers(parameterStore, training, params);
    NDArray x = inputs.singletonOrThrow();
    try (NDArray k1 = layers.of(key, x);
        NDArray k2 = dynamicContext(layers, x, k1)) {
      return new NDList(select(layers, k1, k2));
    }
  }

  /** The layers' common arguments. */
  private record Layers(ParameterStore store, boolean training, PairList<String, Object> params) {

    NDArray of(Block layers, NDArray x) {
      return layers.forward(store, new NDList(x), training, params).singletonOrThrow();
    }
  }

  private NDArray dynamicContext(Layers layers, NDArray x, NDArray k1) {
    try (NDArray both = NDArrays.concat(new NDList(x, k1), 1);
        NDArray a = layers.of(attention, both);
        NDArray v = layers.of(value, x);
        NDArray attended = attend(a, v)) {
      return layers.of(dynamic, attended);
    }
  }

  /** Returns for each pixel and channel the sum of the neighbours' values with the weights a. */
  private NDArray attend(NDArray a, NDArray v) {
    Shape shape = v.getShape();
    long batch = shape.get(0);
    long channels = shape.get(1);
    long pixels = shape.get(2) * shape.get(3);
    try (NDArray around = neighbours(v, channels);
        NDArray values = around.reshape(batch, channels / heads, heads, NEIGHBOURS, pixels);
        NDArray weights = a.reshape(batch, 1, heads, NEIGHBOURS, pixels);
        NDArray products = values.mul(weights);
        NDArray sum = products.sum(new int[] {3})) {
      return sum.reshape(shape);
    }
  }

  /**
   * Returns {@code (batch, 9 channels, height, width)}: the 3x3 neighbourhood of each pixel. The
   * kernels stay open until the pass ends, since a trace reads such constants then.
   */
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

  /**
   * Returns the weighted sum of both contexts. The softmax of two numbers is the sigmoid of their
   * difference; in that form MXNet's graphs compute it rightly, while their softmax of a reshaped
   * convolution was seen to be wrong (1.9.1).
   */
  private NDArray select(Layers layers, NDArray k1, NDArray k2) {
    Shape shape = k1.getShape();
    try (NDArray sum = k2.add(k1);
        NDArray numbers = layers.of(selection, sum);
        NDArray pairs = numbers.reshape(shape.get(0), shape.get(1), RADIX);
        NDList parts = pairs.split(RADIX, 2);
        NDArray difference = parts.get(0).sub(parts.get(1));
        NDArray ofChannels = difference.reshape(shape.get(0), shape.get(1), 1, 1);
        NDArray share = Activation.sigmoid(ofChannels);
        NDArray step = k2.sub(k1);
        NDArray weighted = step.mul(share)) {
      return k1.add(weighted);
    }
  }

  /** Returns the mean over width, then height: DJL's PyTorch engine takes one axis at a time. */
  private static NDArray mean(NDArray x) {
    try (NDArray ofRows = x.mean(new int[] {3}, true)) {
      return ofRows.mean(new int[] {2}, true);
    }
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputShapes) {
    Shape input = inputShapes[0];
    key.initialize(manager, dataType, input);
    attention.initialize(
        manager, dataType, new Shape(input.get(0), 2 * input.get(1), input.get(2), input.get(3)));
    value.initialize(manager, dataType, input);
    dynamic.initialize(manager, dataType, input);
    selection.initialize(manager, dataType, input);
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return inputShapes.clone();
  }
}
