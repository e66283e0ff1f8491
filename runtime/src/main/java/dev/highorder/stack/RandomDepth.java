package dev.highorder.stack;

import ai.djl.nn.Block;
import ai.djl.nn.norm.Dropout;
import java.util.List;

/** A stack whose blocks may be left out at random in a training pass. */
abstract class RandomDepth extends WeightedSums {

  /** With which probability each block survives a training pass; empty if all always do. */
  private List<Double> survivals = List.of();

  RandomDepth() {}

  /** Returns the number of blocks. */
  public abstract int blocks();

  /**
   * Sets with which probability each block survives a training pass (stochastic depth). In a pass
   * that a block does not survive it adds nothing to its input; in evaluation it adds what it would
   * add, times the probability. All examples of a pass share the choice. The block is computed in
   * either case, so that no time is saved, and its batch normalisations see each batch.
   *
   * <p>A block of a Runge-Kutta method or of PolyNet survives as a whole, so that each step is one
   * of the scheme or none: it returns {@code x + b (y - x)}, where x becomes the activation of x if
   * the block has one after its sum. A block of one stage is {@code x + b h F(x)}, as in the paper.
   * In RevNet each of the two sub-nets survives by itself.
   *
   * @param probabilities one for each block, above 0 and at most 1, the default
   * @throws IllegalArgumentException if their number is not that of the blocks, or one is out of
   *     range
   * @see <a href="https://arxiv.org/abs/1603.09382">Huang et al., Deep Networks with Stochastic
   *     Depth (2016), equations 2 and 5</a>
   */
  public final void survive(List<Double> probabilities) {
    if (probabilities.size() != blocks()
        || !probabilities.stream().allMatch(p -> p > 0 && p <= 1)) {
      throw new IllegalArgumentException(
          "%s blocks cannot survive with the probabilities %s. Give one for each, above 0 and at most 1."
              .formatted(blocks(), probabilities));
    }
    survivals = List.copyOf(probabilities);
  }

  /** Returns with which probability a block, counted from 0, survives a training pass. */
  final double survival(int block) {
    return survivals.isEmpty() ? 1 : survivals.get(block);
  }

  /** Returns whether a block survives as a whole, and not each of its stages. */
  boolean survivesAsWhole() {
    return false;
  }

  /** Returns with which probability each stage of a block survives by itself. */
  final double survivalOfStages(int block) {
    return survivesAsWhole() ? 1 : survival(block);
  }

  /** Returns whether a second evaluation returns something else. */
  final boolean isRandom() {
    return survivals.stream().anyMatch(p -> p < 1) || hasDropout(this);
  }

  private static boolean hasDropout(Block block) {
    return block instanceof Dropout
        || block.getChildren().values().stream().anyMatch(RandomDepth::hasDropout);
  }
}
