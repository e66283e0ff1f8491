package dev.highorder.demo.cli.training;

import dev.highorder.demo.net.NamedStacks;
import dev.highorder.network.Layout;
import dev.highorder.network.Network;
import dev.highorder.network.Transition;
import java.util.List;

/**
 * The network of a training run.
 *
 * @param name the name of its stacks, {@code SUBNET-SCHEME}
 * @param widths the channels of each stack, or one number for all
 * @param blocks the blocks of each stack, or one number for all
 * @param layout null for the layout that the stacks need
 * @param transition null for the transition that the layout needs
 */
public record NetworkSpec(
    String name, List<Integer> widths, List<Integer> blocks, Layout layout, Transition transition) {

  /**
   * Checks what can be checked before any data is read.
   *
   * @param kind the examples that the network is to read
   * @throws IllegalArgumentException if there is no network of that name, or it or its layout does
   *     not take such examples
   */
  public void check(ExampleKind kind) {
    kind.layout(name, layout);
  }

  boolean isComplete() {
    return name != null && widths != null && blocks != null;
  }

  /** Returns a new network of images for so many classes. */
  Network create(int classes) {
    return builder(classes).optLayout(layout == null ? NamedStacks.layout(name) : layout).build();
  }

  /**
   * Returns a new network.
   *
   * @param kind the examples that it reads
   * @param tokens the number of different tokens of texts; 0 for other examples
   */
  Network create(int classes, ExampleKind kind, int tokens) {
    return builder(classes).optLayout(kind.layout(name, layout)).optVocabulary(tokens).build();
  }

  private Network.Builder builder(int classes) {
    return Network.builder()
        .setClasses(classes)
        .setWidths(widths.stream().mapToInt(Integer::intValue).toArray())
        .setBlocks(blocks.stream().mapToInt(Integer::intValue).toArray())
        .setStack(NamedStacks.get(name))
        .optTransition(transition);
  }
}
