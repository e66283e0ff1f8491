package dev.highorder.artifact;

import dev.highorder.AfterSum;
import dev.highorder.network.Network;
import dev.highorder.stack.HighOrderStack;
import dev.highorder.storage.MayBeAbsent;
import dev.highorder.storage.Sha256;
import java.util.List;

/**
 * The description of a network in a manifest.
 *
 * @param stack the generated class
 * @param subNet the sub-net's class or factory method
 * @param scheme the scheme
 * @param wiring the scheme's exact coefficients or its formulas
 * @param wiringSha256 the SHA-256 of that text
 * @param weights which stages share a sub-net, as in {@code PER_STAGE}
 * @param step the step size, as in {@code FIXED 1.0}
 * @param afterSum the activation after the sum of a block, as in {@code RELU}; null for none, as in
 *     classifiers that were saved before there were any
 * @param layout the stem and head, as in {@code CIFAR}
 * @param transition the joints between stacks, as in {@code CONVOLUTION}
 * @param blocks the blocks of each stack
 * @param widths the channels of each stack
 * @param stemWidth the channels of the stem; null if they are those of the first stack
 * @param survival the probability with which the last block survived a training pass, which scales
 *     what blocks add; null for always
 */
public record NetworkRecord(
    String stack,
    String subNet,
    String scheme,
    String wiring,
    String wiringSha256,
    String weights,
    String step,
    @MayBeAbsent String afterSum,
    String layout,
    String transition,
    List<Integer> blocks,
    List<Integer> widths,
    @MayBeAbsent Integer stemWidth,
    @MayBeAbsent Double survival) {

  /** Translates the one word of format 3 that was renamed since. */
  public NetworkRecord {
    step = step == null ? null : step.replace("PER_STATE", "PER_STAGE");
  }

  /**
   * Describes a network.
   *
   * @throws IllegalArgumentException if its stacks are not all of one generated class
   */
  static NetworkRecord of(Network network) {
    HighOrderStack stack = network.stacks().get(0);
    for (HighOrderStack other : network.stacks()) {
      if (!other.getClass().equals(stack.getClass())) {
        throw new IllegalArgumentException(
            "The network has stacks of %s and of %s, but a saved classifier has one kind. Use one generated class."
                .formatted(stack.getClass().getName(), other.getClass().getName()));
      }
    }
    return new NetworkRecord(
        stack.getClass().getName(),
        stack.description().subNet(),
        stack.description().scheme(),
        stack.description().wiring(),
        Sha256.of(stack.description().wiring()),
        stack.description().weights().name(),
        stack.description().stepSize().toString(),
        afterSum(stack.description().afterSum()),
        network.layout().name(),
        network.transition().name(),
        network.stacks().stream().map(HighOrderStack::blocks).toList(),
        network.widths(),
        network.stemWidth() == network.widths().get(0) ? null : network.stemWidth(),
        network.survival() == 1 ? null : network.survival());
  }

  /** Returns an activation as a manifest holds it. */
  static String afterSum(AfterSum activation) {
    return activation == AfterSum.NOTHING ? null : activation.name();
  }
}
