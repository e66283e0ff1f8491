package dev.highorder.subnet;

import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.norm.BatchNorm;

/**
 * The mobile inverted bottleneck of EfficientNet: a 1x1 convolution to a multiple of the channels,
 * a depthwise 3x3 convolution, squeeze-and-excitation, and a 1x1 convolution back. All convolutions
 * are followed by batch normalisation, the first two also by swish.
 *
 * <p>It has three layers. With c channels, e = expansion and s = max(1, c / 4) it has {@code 2 e
 * c^2 + 9 e c + 4 e c + 2 c} parameters, and {@code 2 e c s + s + e c} in the gate.
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
   * @param expansion the ratio of inner to outer channels, at least 1
   * @throws IllegalArgumentException if the expansion is less than 1
   */
  @SuppressWarnings("this-escape") // how DJL's sequential blocks are built
  public MbConvSubNet(int channels, int expansion) {
    if (expansion < 1) {
      throw new IllegalArgumentException("The expansion must be at least 1, not " + expansion);
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
