package dev.highorder.subnet;

import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.norm.BatchNorm;

/**
 * The mobile inverted bottleneck of EfficientNet: 1x1 convolution to a multiple of the channels,
 * 3x3 convolution of each channel alone, squeeze-and-excitation, 1x1 convolution back without
 * activation; the others with swish, all convolutions with batch normalisation.
 *
 * <p>Three layers; with c channels, e = expansion and s = max(1, c / 4) {@code 2 e c^2 + 9 e c + 4
 * e c + 2 c} parameters and {@code 2 e c s + s + e c} of the gate.
 *
 * @see <a href="https://arxiv.org/abs/1905.11946">Tan and Le, EfficientNet (2019), table 1</a>
 */
public final class MbConvSubNet extends SequentialBlock {

  private static final int EXPANSION = 6;

  /**
   * Creates the sub-net with six times the channels inside (MBConv6).
   *
   * @param channels of input and output {@code (batch, channels, height, width)}
   */
  public MbConvSubNet(int channels) {
    this(channels, EXPANSION);
  }

  /**
   * Creates the sub-net.
   *
   * @param channels of input and output {@code (batch, channels, height, width)}
   * @param expansion how many times more there are inside, at least 1
   */
  @SuppressWarnings("this-escape") // how DJL's sequential blocks are built
  public MbConvSubNet(int channels, int expansion) {
    if (expansion < 1) {
      throw new IllegalArgumentException("The expansion is at least 1, not " + expansion);
    }
    int wide = Math.multiplyExact(channels, expansion);
    add(ConvolutionUnit.convolution(1, wide, 1, 1));
    add(BatchNorm.builder().build());
    add(Activation.swishBlock(1));
    add(ConvolutionUnit.convolution(3, wide, 1, wide));
    add(BatchNorm.builder().build());
    add(Activation.swishBlock(1));
    add(new SqueezeExcitation(wide, Math.max(1, channels / 4), Activation.swishBlock(1)));
    add(ConvolutionUnit.convolution(1, channels, 1, 1));
    add(BatchNorm.builder().build());
  }
}
