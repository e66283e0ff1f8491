package dev.highorder.subnet;

import ai.djl.nn.SequentialBlock;

/**
 * A bottleneck sub-net with a contextual transformer layer in place of its 3x3 convolution, as in
 * CoTNet.
 *
 * <p>It has three layers. CoTNet has the last ReLU after the sum of the block; here it belongs to
 * the sub-net. Networks that an earlier version trained have a {@link SimplifiedCotSubNet}.
 *
 * @see ContextualTransformer
 * @see <a href="https://arxiv.org/abs/2107.12292">Li et al., Contextual Transformer Networks for
 *     Visual Recognition (2021), table 1</a>
 */
public final class CotSubNet extends SequentialBlock {

  /**
   * Creates the sub-net.
   *
   * @param channels of input and output {@code (batch, channels, height, width)}; 16 or a multiple
   *     of 32
   * @throws IllegalArgumentException for any other number
   */
  @SuppressWarnings("this-escape") // how DJL's sequential blocks are built
  public CotSubNet(int channels) {
    int narrow = channels / 4;
    if (channels % 4 != 0 || !ContextualTransformer.takes(narrow)) {
      throw new IllegalArgumentException(
          "A contextual transformer sub-net needs 16 channels or a multiple of 32, not "
              + channels
              + ". Choose another width.");
    }
    add(ConvolutionUnit.pointwise(narrow));
    add(new ContextualTransformer(narrow));
    add(ConvolutionUnit.pointwise(channels));
  }
}
