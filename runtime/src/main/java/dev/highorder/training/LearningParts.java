package dev.highorder.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import dev.highorder.network.Network;
import dev.highorder.network.NetworkParts;
import dev.highorder.recipe.FineTuning;
import dev.highorder.stack.ScopedForward;
import java.util.List;
import java.util.Optional;

/**
 * The part of a network that a run changes, and the part before it that is frozen.
 *
 * @param frozen runs in inference, outside of autograd
 * @param learning reads the output of the frozen part, or else the batch; its parameters have the
 *     names that they have in the whole network
 * @param head the beginning of the names of the head's parameters
 * @param bodyRate the factor of the learning rate of all other parameters
 */
record LearningParts(Optional<Network> frozen, Block learning, String head, float bodyRate) {

  /**
   * Divides a network.
   *
   * @throws IllegalArgumentException if it lacks the part that is named, or has no parts
   */
  static LearningParts of(Block block, FineTuning tuning) {
    if (tuning.equals(FineTuning.NONE)) {
      return new LearningParts(Optional.empty(), block, "", 1);
    }
    if (!(block instanceof Network network)) {
      throw new IllegalArgumentException(
          "Parts can be frozen or learn more slowly in a Network, but this is a %s. Build a Network, or leave fine-tuning out."
              .formatted(block.getClass().getName()));
    }
    NetworkParts parts = NetworkParts.of(network, tuning.frozenParts(NetworkParts.names(network)));
    List<String> keys = network.getChildren().keys();
    return new LearningParts(
        parts.frozen(), parts.learning(), keys.get(keys.size() - 1) + "_", tuning.bodyRate());
  }

  /**
   * Returns the input of the learning part. Call it while autograd records nothing.
   *
   * @param data a batch, which stays open
   * @return the batch itself if nothing is frozen
   */
  NDArray input(Replica replica, NDArray data) {
    if (frozen.isEmpty()) {
      return data;
    }
    try (NDArray output = ScopedForward.of(frozen.get(), replica.parameters(), data, false, null)) {
      return output.stopGradient(); // PyTorch records outside of collectors, too
    }
  }

  /** Returns the shape of that input for a batch of a shape. */
  Shape inputShape(Shape data) {
    Shape[] shapes = {data};
    for (Block part : frozen.map(Network::parts).orElse(List.of())) {
      shapes = part.getOutputShapes(shapes);
    }
    return shapes[0];
  }

  /** Returns the factor of the learning rate of a parameter. */
  float rate(String parameter) {
    return parameter.startsWith(head) ? 1 : bodyRate;
  }
}
