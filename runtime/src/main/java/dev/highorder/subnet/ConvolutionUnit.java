package dev.highorder.subnet;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;

/**
 * A 3x3 convolution, batch normalisation and ReLU, one after another.
 *
 * <p>The convolution has no bias, since batch normalisation subtracts the mean: {@code 9 * in *
 * out} weights, and two more per output channel for the normalisation.
 */
public final class ConvolutionUnit extends SequentialBlock {

  /**
   * Creates a unit that keeps height and width.
   *
   * @param channels the output's channels
   */
  public ConvolutionUnit(int channels) {
    this(channels, 1);
  }

  /**
   * Creates a unit.
   *
   * @param channels the output's channels
   * @param stride 1 keeps height and width, 2 halves them
   */
  @SuppressWarnings("this-escape") // how DJL's sequential blocks are built
  public ConvolutionUnit(int channels, int stride) {
    add(convolution(channels, stride));
    add(BatchNorm.builder().build());
    add(Activation::relu);
  }

  /** Returns a 3x3 convolution without bias that keeps height and width, or divides them. */
  static Conv2d convolution(int channels, int stride) {
    return Conv2d.builder()
        .setKernelShape(new Shape(3, 3))
        .setFilters(channels)
        .optPadding(new Shape(1, 1))
        .optStride(new Shape(stride, stride))
        .optBias(false)
        .build();
  }
}
