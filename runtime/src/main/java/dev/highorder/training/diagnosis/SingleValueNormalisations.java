package dev.highorder.training.diagnosis;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.util.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The batch normalisations that see a single value of each channel in a training batch.
 *
 * <p>The mean of one value is the value, and its variance is zero. Such a normalisation puts out
 * its shift whatever it reads, so nothing before it learns, and its running statistics make the
 * evaluation meaningless. The training loss does not show it.
 */
public final class SingleValueNormalisations {

  private final List<String> names = new ArrayList<>();

  private SingleValueNormalisations() {}

  /**
   * Looks for them in an initialised network.
   *
   * @param network the network, which was initialised with the shape of its examples
   * @param examples the number of examples that are computed together
   * @return a sentence that names the first of them; empty if there are none
   */
  public static Optional<String> find(Block network, long examples) {
    SingleValueNormalisations found = new SingleValueNormalisations();
    if (examples == 1) { // of more examples, there is more than one value
      found.collect(network, "");
    }
    return found.sentence();
  }

  private void collect(Block block, String name) {
    if (block instanceof BatchNorm normalisation && normalisation.isInitialized()) {
      Shape input = normalisation.getInputShapes()[0];
      // The first axis is that of the examples, the second that of the channels.
      if (input.dimension() >= 2 && input.slice(2).size() == 1) {
        names.add(name);
      }
    }
    for (Pair<String, Block> child : block.getChildren()) {
      collect(child.getValue(), name.isEmpty() ? child.getKey() : name + "/" + child.getKey());
    }
  }

  private Optional<String> sentence() {
    return switch (names.size()) {
      case 0 -> Optional.empty();
      case 1 ->
          Optional.of(
              "The normalisation %s sees a single value of each channel".formatted(names.get(0)));
      default ->
          Optional.of(
              "%s normalisations, the first of them %s, see a single value of each channel"
                  .formatted(names.size(), names.get(0)));
    };
  }
}
