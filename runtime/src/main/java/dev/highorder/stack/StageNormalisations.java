package dev.highorder.stack;

import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.norm.BatchNorm;
import java.util.ArrayList;
import java.util.List;

/**
 * The sub-net of a later stage that shares all layers with that of the first, except for its batch
 * normalisations: PolyNet's poly-2, whose two passes through the same convolutions have other
 * statistics.
 *
 * @param subNet the shared layers and the normalisations of the stage, in order
 * @param normalisations the latter, which alone have parameters of their own
 */
record StageNormalisations(Block subNet, List<Block> normalisations) {

  /**
   * Puts the normalisations of one sub-net in place of those of another.
   *
   * @param shared the sub-net of the first stage
   * @param own another from the same factory
   * @throws IllegalArgumentException if it has none, or has one in a block that is not a
   *     SequentialBlock
   */
  static StageNormalisations of(Block shared, Block own, StackDescription description) {
    List<Block> normalisations = new ArrayList<>();
    Block subNet = replaced(shared, own, normalisations, description);
    if (normalisations.isEmpty()) {
      throw new IllegalArgumentException(
          "The sub-net %s has no batch normalisation. Let its stages share everything, with weights = PER_BLOCK."
              .formatted(description.subNet()));
    }
    return new StageNormalisations(subNet, List.copyOf(normalisations));
  }

  private static Block replaced(
      Block shared, Block own, List<Block> normalisations, StackDescription description) {
    if (shared instanceof BatchNorm) {
      normalisations.add(own);
      return own;
    }
    if (!normalises(shared)) {
      return shared;
    }
    List<Block> layers = shared.getChildren().values();
    List<Block> others = own.getChildren().values();
    if (!(shared instanceof SequentialBlock) || layers.size() != others.size()) {
      throw new IllegalArgumentException(
          "The sub-net %s has a batch normalisation in a %s, whose order of layers is not known. Write it as a SequentialBlock, or choose weights = PER_BLOCK or PER_STAGE."
              .formatted(description.subNet(), shared.getClass().getName()));
    }
    SequentialBlock subNet = new SequentialBlock();
    for (int i = 0; i < layers.size(); i++) {
      subNet.add(replaced(layers.get(i), others.get(i), normalisations, description));
    }
    return subNet;
  }

  private static boolean normalises(Block block) {
    return block instanceof BatchNorm
        || block.getChildren().values().stream().anyMatch(StageNormalisations::normalises);
  }
}
