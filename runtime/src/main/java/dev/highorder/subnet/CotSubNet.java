package dev.highorder.subnet;

import ai.djl.nn.SequentialBlock;

/**
 * The bottleneck sub-net with a contextual transformer layer in place of its 3x3 convolution.
 *
 * <p>Three layers.
 *
 * @see <a href="https://arxiv.org/abs/2107.12292">Li et al., Contextual Transformer Networks for
 *     Visual Recognition (2021), table 1</a>
 */
public final class CotSubNet extends SequentialBlock {

  /**
   * Creates the sub-net.
   *
   * @param channels of input and output {@code (batch, channels, height, width)}; 16 or a multiple
   *     of 32
   * @throws IllegalArgumentException if it is none
   */
  @SuppressWarnings("this-escape") // how DJL's sequential blocks are built
  public CotSubNet(int channels) {
    int narrow = channels / 4;
    if (channels % 4 != 0 || !ContextualTransformer.takes(narrow)) {
      throw new IllegalArgumentException(
          "A contextual transformer sub-net has 16 channels or a multiple of 32, not " + channels);
    }
    add(ConvolutionUnit.pointwise(narrow));
    add(new ContextualTransformer(narrow));
    add(ConvolutionUnit.pointwise(channels));
  }
}
