package dev.highorder.subnet;

import ai.djl.nn.SequentialBlock;

/**
 * The bottleneck sub-net: a 1x1 convolution to a quarter of the channels, a 3x3 convolution and a
 * 1x1 convolution back to all channels, each followed by batch normalisation and ReLU.
 *
 * <p>It has three layers and, with c channels and q = c / 4, {@code 2 c q + 9 q^2 + 4 q + 2 c}
 * parameters. ResNet has the last ReLU after the sum of the block; here it belongs to the sub-net.
 *
 * @see <a href="https://arxiv.org/abs/1512.03385">He et al., Deep Residual Learning for Image
 *     Recognition (2016), figure 5</a>
 */
public final class BottleneckSubNet extends SequentialBlock {

  /**
   * Creates the sub-net.
   *
   * @param channels of input and output {@code (batch, channels, height, width)}; a multiple of 4
   * @throws IllegalArgumentException if {@code channels} is not a positive multiple of 4
   */
  @SuppressWarnings("this-escape") // how DJL's sequential blocks are built
  public BottleneckSubNet(int channels) {
    int narrow = quarter(channels);
    add(ConvolutionUnit.pointwise(narrow));
    add(new ConvolutionUnit(narrow));
    add(ConvolutionUnit.pointwise(channels));
  }

  /** Returns the channels of the 3x3 convolution. */
  static int quarter(int channels) {
    if (channels < 4 || channels % 4 != 0) {
      throw new IllegalArgumentException(
          "A bottleneck divides its channels by 4, which %s does not allow. Give a multiple of 4."
              .formatted(channels));
    }
    return channels / 4;
  }
}
