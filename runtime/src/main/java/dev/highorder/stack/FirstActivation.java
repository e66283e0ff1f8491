package dev.highorder.stack;

import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.norm.BatchNorm;
import java.util.List;

/**
 * A sub-net in two parts, of which a shortcut shares the first. They have the parameters of the
 * sub-net, which stays as it is.
 *
 * @param activation batch normalisation and activation: {@code a = relu(BN(x))}
 * @param rest the other layers: {@code k = rest(a)}
 */
record FirstActivation(Block activation, Block rest) {

  private static final int LAYERS = 2;

  /**
   * Divides a sub-net.
   *
   * @throws IllegalArgumentException if it does not begin with batch normalisation and activation
   */
  static FirstActivation of(Block subNet, StackDescription description) {
    List<Block> layers = subNet.getChildren().values();
    if (!(subNet instanceof SequentialBlock)
        || layers.size() <= LAYERS
        || !(layers.get(0) instanceof BatchNorm)
        || !layers.get(1).getParameters().isEmpty()) {
      throw new IllegalArgumentException(
          "The sub-net %s does not begin with batch normalisation and an activation, whose output the shortcut of its first block is to read. Let it be a SequentialBlock of these and other layers, or choose a shortcut that reads x, such as SHORTCUT_PROJECTION."
              .formatted(description.subNet()));
    }
    return new FirstActivation(
        sequence(layers.subList(0, LAYERS)), sequence(layers.subList(LAYERS, layers.size())));
  }

  private static Block sequence(List<Block> layers) {
    return new SequentialBlock().addAll(layers);
  }
}
