package dev.highorder.weights;

import dev.highorder.network.Network;
import java.util.List;

/**
 * A network with the values of a file.
 *
 * @param network the network
 * @param tensors the tensors of the file, with what became of each
 * @param initialised the addresses of parameters with new values, of a new head
 */
public record Imported(Network network, List<ImportedTensor> tensors, List<String> initialised) {

  /** Copies the lists. */
  public Imported {
    tensors = List.copyOf(tensors);
    initialised = List.copyOf(initialised);
  }

  /** Returns the number of tensors that were used. */
  public long used() {
    return tensors.stream().filter(tensor -> !tensor.address().isEmpty()).count();
  }
}
