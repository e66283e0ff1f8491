package dev.highorder.subnet;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.LayerNorm;

/**
 * The feed-forward sub-net of a transformer: layer normalisation, a linear layer to four times the
 * features, GELU and a linear layer back. It acts on each token separately.
 *
 * <p>It has two layers and, with f features, {@code 8 f^2 + 7 f} parameters.
 *
 * @see <a href="https://arxiv.org/abs/1706.03762">Vaswani et al., Attention Is All You Need (2017),
 *     equation (2)</a>
 */
public final class FeedForwardSubNet extends SequentialBlock {

  private static final int EXPANSION = 4;

  /**
   * Creates the sub-net.
   *
   * @param features of input and output {@code (batch, tokens, features)}
   */
  public FeedForwardSubNet(int features) {
    this(features, Epsilon.DEFAULT);
  }

  /**
   * Creates the sub-net with another epsilon of layer normalisation.
   *
   * @param features of input and output {@code (batch, tokens, features)}
   * @param epsilon what is added to the variance, more than 0; 1e-5 elsewhere
   * @throws IllegalArgumentException if epsilon is out of range
   */
  @SuppressWarnings("this-escape") // how DJL's sequential blocks are built
  public FeedForwardSubNet(int features, float epsilon) {
    Epsilon.require(epsilon);
    add(LayerNorm.builder().axis(2).optEpsilon(epsilon).build());
    add(Linear.builder().setUnits(Math.multiplyExact((long) features, EXPANSION)).build());
    add(Activation.geluBlock());
    add(Linear.builder().setUnits(features).build());
  }

  @Override
  public void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputShapes) {
    TokenSequence.require(inputShapes[0]);
    super.initializeChildBlocks(manager, dataType, inputShapes);
  }
}
