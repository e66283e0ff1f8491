package dev.highorder.subnet;

import ai.djl.nn.SequentialBlock;

/**
 * The bottleneck sub-net: 1x1 convolution to a quarter of the channels, 3x3 convolution, 1x1
 * convolution back, each with batch normalisation and ReLU.
 *
 * <p>Three layers; with c channels and q = c / 4 {@code 2 c q + 9 q^2 + 4 q + 2 c} parameters.
 *
 * @see <a href="https://arxiv.org/abs/1512.03385">He et al., Deep Residual Learning for Image
 *     Recognition (2016), figure 5</a>
 */
public final class BottleneckSubNet extends SequentialBlock {

  /**
   * Creates the sub-net.
   *
   * @param channels of input and output {@code (batch, channels, height, width)}; a multiple of 4
   * @throws IllegalArgumentException if it is none
   */
  @SuppressWarnings("this-escape") // how DJL's sequential blocks are built
  public BottleneckSubNet(int channels) {
    int narrow = quarter(channels);
    add(ConvolutionUnit.pointwise(narrow));
    add(new ConvolutionUnit(narrow));
    add(ConvolutionUnit.pointwise(channels));
  }

  /** Returns the width of the narrow part. */
  static int quarter(int channels) {
    if (channels < 4 || channels % 4 != 0) {
      throw new IllegalArgumentException(
          "A bottleneck has a quarter of the channels inside, which %d do not have. Give a multiple of 4."
              .formatted(channels));
    }
    return channels / 4;
  }
}
