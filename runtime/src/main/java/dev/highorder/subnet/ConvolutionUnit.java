package dev.highorder.subnet;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;

/**
 * A convolution followed by batch normalisation and ReLU; by default the kernel is 3x3.
 *
 * <p>The convolution has no bias, since batch normalisation subtracts the mean. The unit has {@code
 * kernel^2 in out + 2 out} parameters. Padding is half the kernel.
 */
public final class ConvolutionUnit extends SequentialBlock {

  /**
   * Creates a unit with a 3x3 kernel that keeps height and width.
   *
   * @param channels the channels of the output
   */
  public ConvolutionUnit(int channels) {
    this(channels, 1);
  }

  /**
   * Creates a unit with a 3x3 kernel.
   *
   * @param channels the channels of the output
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

  /**
   * Returns a unit with a 1x1 kernel.
   *
   * @param channels the channels of the output
   */
  public static ConvolutionUnit pointwise(int channels) {
    return new ConvolutionUnit(convolution(1, channels, 1, 1));
  }

  /**
   * Returns a unit with another square kernel, such as the 7x7 of ImageNet's stem.
   *
   * @param kernel height and width of the kernel, odd
   * @param channels the channels of the output
   * @param stride 1 keeps height and width, 2 halves them
   * @throws IllegalArgumentException if the kernel is even or less than 1
   */
  public static ConvolutionUnit withKernel(int kernel, int channels, int stride) {
    if (kernel < 1 || kernel % 2 == 0) {
      throw new IllegalArgumentException(
          "A kernel of %s has no centre. Give a positive odd number.".formatted(kernel));
    }
    return new ConvolutionUnit(convolution(kernel, channels, stride, 1));
  }

  /** Returns a convolution without bias that divides height and width by the stride. */
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
