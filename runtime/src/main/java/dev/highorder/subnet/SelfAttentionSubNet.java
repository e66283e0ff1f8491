package dev.highorder.subnet;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.nn.transformer.ScaledDotProductAttentionBlock;

/**
 * The self-attention sub-net of a transformer: layer normalisation followed by multi-head
 * self-attention without dropout.
 *
 * <p>With f features it has {@code 4 f^2 + 6 f} parameters.
 *
 * @see <a href="https://arxiv.org/abs/1706.03762">Vaswani et al., Attention Is All You Need (2017),
 *     equation (1)</a>
 */
public final class SelfAttentionSubNet extends SequentialBlock {

  /**
   * Creates the sub-net.
   *
   * @param features of input and output {@code (batch, tokens, features)}
   * @param heads the number of attention heads, a divisor of the features
   * @throws IllegalArgumentException if the features are not divisible by the heads
   */
  public SelfAttentionSubNet(int features, int heads) {
    this(features, heads, Epsilon.DEFAULT);
  }

  /**
   * Creates the sub-net with another epsilon of layer normalisation.
   *
   * @param features of input and output {@code (batch, tokens, features)}
   * @param heads the number of attention heads, a divisor of the features
   * @param epsilon what is added to the variance, more than 0; 1e-5 elsewhere
   * @throws IllegalArgumentException if the features are not divisible by the heads, or epsilon is
   *     out of range
   */
  @SuppressWarnings("this-escape") // how DJL's sequential blocks are built
  public SelfAttentionSubNet(int features, int heads, float epsilon) {
    if (heads < 1 || features < heads || features % heads != 0) {
      throw new IllegalArgumentException(
          "%s heads do not divide %s features. Choose another number of heads."
              .formatted(heads, features));
    }
    Epsilon.require(epsilon);
    add(LayerNorm.builder().axis(2).optEpsilon(epsilon).build());
    add(
        ScaledDotProductAttentionBlock.builder()
            .setEmbeddingSize(features)
            .setHeadCount(heads)
            .optAttentionProbsDropoutProb(0)
            .build());
  }

  @Override
  public void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputShapes) {
    TokenSequence.require(inputShapes[0]);
    super.initializeChildBlocks(manager, dataType, inputShapes);
  }
}
