package dev.highorder.demo.cli.training;

import dev.highorder.demo.net.NamedStacks;
import dev.highorder.network.Layout;
import dev.highorder.network.Network;
import dev.highorder.network.Transition;
import dev.highorder.storage.MayBeAbsent;
import java.util.List;
import java.util.stream.Stream;

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
    String name,
    List<Integer> widths,
    List<Integer> blocks,
    @MayBeAbsent Layout layout,
    @MayBeAbsent Transition transition) {

  /**
   * Checks what can be checked before any data is read.
   *
   * @throws IllegalArgumentException if there is no network of that name, or the layout takes no
   *     images
   */
  public void check() {
    NamedStacks.get(name);
    if (layout == Layout.SEQUENCE || layout == Layout.VECTOR) {
      throw new IllegalArgumentException(
          "--layout %s does not take images. Choose CIFAR, IMAGENET or PATCHES.".formatted(layout));
    }
  }

  /** Checks the sizes of a network that was read from a file. */
  void requirePositive() {
    if (Stream.of(widths, blocks).flatMap(List::stream).anyMatch(size -> size < 1)) {
      throw new IllegalArgumentException(
          "network.widths is %s and network.blocks %s".formatted(widths, blocks));
    }
  }

  /** Returns a new network for so many classes. */
  Network create(int classes) {
    return Network.builder()
        .setClasses(classes)
        .setWidths(widths.stream().mapToInt(Integer::intValue).toArray())
        .setBlocks(blocks.stream().mapToInt(Integer::intValue).toArray())
        .setStack(NamedStacks.get(name))
        .optLayout(layout == null ? NamedStacks.layout(name) : layout)
        .optTransition(transition)
        .build();
  }
}
