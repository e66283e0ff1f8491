package dev.highorder.network;

import java.util.List;
import java.util.Optional;

/**
 * The parts of a network, divided into those that are frozen and those that learn. Both halves
 * share the parameters of the network.
 *
 * @param frozen the first parts, which map an input to a tensor; empty if there are none
 * @param learning the other parts, the head among them
 */
public record NetworkParts(Optional<Network> frozen, Network learning) {

  /**
   * Returns the names of the parts in order: {@code stem}, {@code stack1}, {@code transition1} and
   * so on, {@code head}.
   */
  public static List<String> names(Network network) {
    return network.getChildren().keys().stream().map(key -> key.replaceFirst("^\\d+", "")).toList();
  }

  /**
   * Divides a network.
   *
   * @param count the number of frozen parts, less than all
   */
  public static NetworkParts of(Network network, int count) {
    if (count == 0) {
      return new NetworkParts(Optional.empty(), network);
    }
    return new NetworkParts(
        Optional.of(network.slice(0, count)), network.slice(count, network.parts().size()));
  }
}
