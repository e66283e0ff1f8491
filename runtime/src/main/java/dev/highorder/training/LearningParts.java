package dev.highorder.training;

import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import dev.highorder.backend.GraphCompiler;
import dev.highorder.network.Network;
import dev.highorder.network.NetworkParts;
import dev.highorder.recipe.FineTuning;
import java.util.List;
import java.util.Optional;

/**
 * The part of a network that a run changes, and the part before it that is frozen.
 *
 * @param frozen the part that does not learn, if there is one
 * @param learning reads the output of the frozen part, or else the batch; its parameters have the
 *     names that they have in the whole network
 * @param head the beginning of the names of the head's parameters
 * @param bodyRate the factor of the learning rate of all other parameters
 */
record LearningParts(Optional<FrozenPart> frozen, Block learning, String head, float bodyRate) {

  /**
   * Divides a network.
   *
   * @param manager the manager of graphs of the frozen part
   * @param replicas the number of replicas
   * @param compiler the compiler for the devices of all replicas, if there is one
   * @throws IllegalArgumentException if it lacks the part that is named, or has no parts
   */
  static LearningParts of(
      Block block,
      FineTuning tuning,
      NDManager manager,
      int replicas,
      Optional<GraphCompiler> compiler) {
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
        parts.frozen().map(frozen -> new FrozenPart(frozen, manager, replicas, compiler)),
        parts.learning(),
        keys.get(keys.size() - 1) + "_",
        tuning.bodyRate());
  }

  /** Returns the factor of the learning rate of a parameter. */
  float rate(String parameter) {
    return parameter.startsWith(head) ? 1 : bodyRate;
  }
}
