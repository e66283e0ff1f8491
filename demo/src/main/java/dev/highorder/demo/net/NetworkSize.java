package dev.highorder.demo.net;

import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Convolution;
import ai.djl.nn.core.Linear;

/** Counts layers and parameters as the paper does. */
public final class NetworkSize {

  private NetworkSize() {}

  /** Returns the number of convolutions and linear layers. */
  public static int layers(Block block) {
    if (block instanceof Convolution || block instanceof Linear) {
      return 1;
    }
    return block.getChildren().values().stream().mapToInt(NetworkSize::layers).sum();
  }

  /**
   * Returns the number of trained values of an initialised network; running statistics are none.
   */
  public static long parameters(Block block) {
    return block.getParameters().values().stream()
        .filter(Parameter::requiresGradient)
        .mapToLong(parameter -> parameter.getShape().size())
        .sum();
  }
}
