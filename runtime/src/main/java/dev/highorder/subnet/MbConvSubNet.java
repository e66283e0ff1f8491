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

  /** DJL's default; PyTorch calls it 0.1. */
  private static final float MOMENTUM = 0.9f;

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
  public MbConvSubNet(int channels, int expansion) {
    this(channels, expansion, Epsilon.DEFAULT, MOMENTUM);
  }

  /**
   * Creates the sub-net with other constants of batch normalisation. EfficientNet was trained with
   * {@code new MbConvSubNet(channels, 6, 1e-3f, 0.99f)}.
   *
   * @param channels of input and output {@code (batch, channels, height, width)}
   * @param expansion the ratio of inner to outer channels, at least 1
   * @param epsilon what is added to the variance, more than 0; 1e-5 elsewhere
   * @param momentum the share of the running statistics that a batch leaves, from 0 to below 1; 0.9
   *     elsewhere. PyTorch gives the other share, 0.01 for 0.99
   * @throws IllegalArgumentException if the expansion is less than 1, or epsilon or momentum is out
   *     of range
   */
  @SuppressWarnings("this-escape") // how DJL's sequential blocks are built
  public MbConvSubNet(int channels, int expansion, float epsilon, float momentum) {
    if (expansion < 1) {
      throw new IllegalArgumentException("The expansion must be at least 1, not " + expansion);
    }
    Epsilon.require(epsilon);
    if (!(momentum >= 0 && momentum < 1)) {
      throw new IllegalArgumentException(
          "The momentum must be from 0 to below 1, not %s. It is the share of the running statistics that a batch leaves: 0.99 where PyTorch says 0.01."
              .formatted(momentum));
    }
    int wide = Math.multiplyExact(channels, expansion);
    add(ConvolutionUnit.convolution(1, wide, 1, 1));
    add(BatchNorm.builder().optEpsilon(epsilon).optMomentum(momentum).build());
    add(Activation.swishBlock(1));
    add(ConvolutionUnit.convolution(3, wide, 1, wide));
    add(BatchNorm.builder().optEpsilon(epsilon).optMomentum(momentum).build());
    add(Activation.swishBlock(1));
    add(new SqueezeExcitation(wide, Math.max(1, channels / 4), Activation.swishBlock(1)));
    add(ConvolutionUnit.convolution(1, channels, 1, 1));
    add(BatchNorm.builder().optEpsilon(epsilon).optMomentum(momentum).build());
  }
}
