package dev.highorder.subnet;

import ai.djl.nn.SequentialBlock;

/**
 * A bottleneck sub-net with a simplified contextual transformer layer in place of its 3x3
 * convolution: what {@link CotSubNet} was in earlier versions, for the networks that they trained.
 * It is not the authors' CoT block, and its accuracy says nothing about theirs.
 *
 * <p>It has three layers. {@link SimplifiedContextualTransformer} lists the differences to the
 * authors' layer.
 *
 * @see <a href="https://arxiv.org/abs/2107.12292">Li et al., Contextual Transformer Networks for
 *     Visual Recognition (2021), table 1</a>
 */
public final class SimplifiedCotSubNet extends SequentialBlock {

  /**
   * Creates the sub-net.
   *
   * @param channels of input and output {@code (batch, channels, height, width)}; 16 or a multiple
   *     of 32
   * @throws IllegalArgumentException for any other number
   */
  @SuppressWarnings("this-escape") // how DJL's sequential blocks are built
  public SimplifiedCotSubNet(int channels) {
    int narrow = channels / 4;
    if (channels % 4 != 0 || !SimplifiedContextualTransformer.takes(narrow)) {
      throw new IllegalArgumentException(
          "A contextual transformer sub-net needs 16 channels or a multiple of 32, not "
              + channels
              + ". Choose another width.");
    }
    add(ConvolutionUnit.pointwise(narrow));
    // Parameters are stored by this name, which the layer had when it was the only one.
    addChildBlock("ContextualTransformer", new SimplifiedContextualTransformer(narrow));
    add(ConvolutionUnit.pointwise(channels));
  }
}
