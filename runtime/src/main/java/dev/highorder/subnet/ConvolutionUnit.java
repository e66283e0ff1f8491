package dev.highorder.subnet;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;

/**
 * A convolution, 3x3 unless said otherwise, batch normalisation and ReLU, one after another.
 *
 * <p>The convolution has no bias, since batch normalisation subtracts the mean: {@code kernel^2 in
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
  public ConvolutionUnit(int channels, int stride) {
    this(convolution(3, channels, stride, 1));
  }

  @SuppressWarnings("this-escape") // how DJL's sequential blocks are built
  private ConvolutionUnit(Conv2d convolution) {
    add(convolution);
    add(BatchNorm.builder().build());
    add(Activation::relu);
  }

  /** Returns a unit whose convolution is 1x1. */
  public static ConvolutionUnit pointwise(int channels) {
    return new ConvolutionUnit(convolution(1, channels, 1, 1));
  }

  /** Returns a unit with another square kernel, 7 for ImageNet's stem. */
  public static ConvolutionUnit withKernel(int kernel, int channels, int stride) {
    if (kernel < 1 || kernel % 2 == 0) {
      throw new IllegalArgumentException(
          "A kernel of %d has no middle; give an odd number.".formatted(kernel));
    }
    return new ConvolutionUnit(convolution(kernel, channels, stride, 1));
  }

  /** Returns a convolution without bias that keeps height and width, or divides them. */
  static Conv2d convolution(int kernel, int channels, int stride, int groups) {
    return Conv2d.builder()
        .setKernelShape(new Shape(kernel, kernel))
        .setFilters(channels)
        .optPadding(new Shape(kernel / 2, kernel / 2))
        .optStride(new Shape(stride, stride))
        .optGroups(groups)
        .optBias(false)
        .build();
  }
}
