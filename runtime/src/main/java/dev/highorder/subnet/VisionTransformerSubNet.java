package dev.highorder.subnet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * The residual of a whole transformer block: {@code F(x) = a + M(x + a)} with {@code a = A(x)},
 * where A is {@link SelfAttentionSubNet} and M is {@link FeedForwardSubNet}. An Euler stack of it
 * is a pre-norm transformer encoder, as in ViT, without dropout and without the last layer
 * normalisation.
 *
 * @see <a href="https://arxiv.org/abs/2010.11929">Dosovitskiy et al., An Image is Worth 16x16 Words
 *     (2021), equations (2)-(3)</a>
 */
public final class VisionTransformerSubNet extends AbstractBlock {

  private final Block attention;
  private final Block feedForward;

  /**
   * Creates the sub-net.
   *
   * @param features of input and output {@code (batch, tokens, features)}
   * @param heads the number of attention heads, a divisor of the features
   * @throws IllegalArgumentException if the features are not divisible by the heads
   */
  public VisionTransformerSubNet(int features, int heads) {
    this(features, heads, Epsilon.DEFAULT);
  }

  /**
   * Creates the sub-net with another epsilon of layer normalisation. ViT was trained with {@code
   * 1e-6f}.
   *
   * @param features of input and output {@code (batch, tokens, features)}
   * @param heads the number of attention heads, a divisor of the features
   * @param epsilon what is added to the variance, more than 0; 1e-5 elsewhere
   * @throws IllegalArgumentException if the features are not divisible by the heads, or epsilon is
   *     out of range
   */
  @SuppressWarnings("this-escape") // children must be known when the constructor ends (DJL)
  public VisionTransformerSubNet(int features, int heads, float epsilon) {
    attention = addChildBlock("attention", new SelfAttentionSubNet(features, heads, epsilon));
    feedForward = addChildBlock("feedForward", new FeedForwardSubNet(features, epsilon));
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore parameterStore,
      NDList inputs,
      boolean training,
      PairList<String, Object> params) {
    NDArray x = inputs.singletonOrThrow();
    NDArray a = attention.forward(parameterStore, inputs, training, params).singletonOrThrow();
    NDList attended = new NDList(x.add(a));
    NDArray m = feedForward.forward(parameterStore, attended, training, params).singletonOrThrow();
    return new NDList(a.add(m));
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputShapes) {
    attention.initialize(manager, dataType, inputShapes);
    feedForward.initialize(manager, dataType, inputShapes);
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return inputShapes.clone();
  }
}
