package dev.highorder.subnet;

import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.LayerNorm;

/**
 * A sub-net for vectors: layer normalisation, a linear layer to twice the features, ReLU and a
 * linear layer back. It normalises within each example, so that the size of a batch does not
 * matter.
 *
 * <p>It has two layers and, with f features, {@code 4 f^2 + 5 f} parameters.
 */
public final class DenseSubNet extends SequentialBlock {

  private static final int EXPANSION = 2;

  /**
   * Creates the sub-net.
   *
   * @param features of input and output {@code (batch, features)}
   */
  @SuppressWarnings("this-escape") // how DJL's sequential blocks are built
  public DenseSubNet(int features) {
    add(LayerNorm.builder().axis(1).build());
    add(Linear.builder().setUnits(Math.multiplyExact((long) features, EXPANSION)).build());
    add(Activation.reluBlock());
    add(Linear.builder().setUnits(features).build());
  }
}
