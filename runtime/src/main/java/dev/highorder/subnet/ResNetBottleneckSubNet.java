package dev.highorder.subnet;

import ai.djl.nn.SequentialBlock;
import ai.djl.nn.norm.BatchNorm;

/**
 * The bottleneck sub-net of ResNet-50 and deeper, in its version 1.5: a 1x1 convolution to a
 * quarter of the channels, a 3x3 convolution that has the stride, and a 1x1 convolution to all
 * channels, each with batch normalisation, and a ReLU between them. The last ReLU belongs to the
 * block, which applies it after the sum: annotate this sub-net with {@code afterSum =
 * AfterSum.RELU}. {@link BottleneckSubNet} has it within the sub-net.
 *
 * <p>It has three layers and, with c channels of input and output and q = c / 4, {@code 2 c q + 9
 * q^2 + 4 q + 2 c} parameters. In torchvision it is {@code Bottleneck} without its shortcut.
 *
 * @see <a href="https://arxiv.org/abs/1512.03385">He et al., Deep Residual Learning for Image
 *     Recognition (2016), figure 5</a>
 */
public final class ResNetBottleneckSubNet extends SequentialBlock {

  /**
   * Creates the sub-net.
   *
   * @param channels of the output {@code (batch, channels, height, width)}; a multiple of 4
   * @param stride of the 3x3 convolution: 1 keeps height and width, 2 halves them
   * @throws IllegalArgumentException if {@code channels} is not a positive multiple of 4
   */
  @SuppressWarnings("this-escape") // how DJL's sequential blocks are built
  public ResNetBottleneckSubNet(int channels, int stride) {
    int narrow = BottleneckSubNet.quarter(channels);
    add(ConvolutionUnit.pointwise(narrow));
    add(new ConvolutionUnit(narrow, stride));
    add(ConvolutionUnit.convolution(1, channels, 1, 1));
    add(BatchNorm.builder().build());
  }
}
