package dev.highorder.subnet;

import ai.djl.ndarray.NDArray;
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
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * Squeeze-and-excitation: multiplies each channel by a number between 0 and 1 that is computed from
 * the means of all channels, {@code x sigmoid(W2 relu(W1 mean(x)))}.
 *
 * <p>With c channels and r hidden units it has {@code 2 c r + r + c} parameters. A gate does not
 * count as a layer.
 *
 * @see <a href="https://arxiv.org/abs/1709.01507">Hu et al., Squeeze-and-Excitation Networks
 *     (2018), equations (2)-(4)</a>
 */
public final class SqueezeExcitation extends AbstractBlock {

  private static final int REDUCTION = 16;

  /** With one or two hidden units all ReLUs may die, and the gate with them. */
  private static final int MIN_HIDDEN = 4;

  private final Block gate;

  /**
   * Creates a gate whose hidden width is a sixteenth of the channels, at least 4.
   *
   * @param channels of input and output {@code (batch, channels, height, width)}
   */
  public SqueezeExcitation(int channels) {
    this(channels, Math.max(MIN_HIDDEN, channels / REDUCTION), Activation.reluBlock());
  }

  /** Creates a gate with a given hidden width and activation. */
  @SuppressWarnings("this-escape") // children must be known when the constructor ends (DJL)
  SqueezeExcitation(int channels, int hidden, Block activation) {
    gate =
        addChildBlock(
            "gate",
            new SequentialBlock()
                .add(LambdaBlock.singleton(SqueezeExcitation::mean, "mean"))
                .add(pointwise(hidden))
                .add(activation)
                .add(pointwise(channels))
                .add(Activation.sigmoidBlock()));
  }

  /** Returns the mean over width, then height: DJL's PyTorch engine takes one axis at a time. */
  private static NDArray mean(NDArray x) {
    return x.mean(new int[] {3}, true).mean(new int[] {2}, true);
  }

  private static Block pointwise(int channels) {
    return Conv2d.builder().setKernelShape(new Shape(1, 1)).setFilters(channels).build();
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore parameterStore,
      NDList inputs,
      boolean training,
      PairList<String, Object> params) {
    NDArray x = inputs.singletonOrThrow();
    NDArray scale = gate.forward(parameterStore, inputs, training, params).singletonOrThrow();
    return new NDList(x.mul(scale));
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputShapes) {
    gate.initialize(manager, dataType, inputShapes);
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return inputShapes.clone();
  }
}
