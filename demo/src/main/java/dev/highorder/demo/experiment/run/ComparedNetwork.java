package dev.highorder.demo.experiment.run;

import dev.highorder.demo.net.NamedStacks;
import dev.highorder.generated.GeneratedStack;
import dev.highorder.network.Layout;
import dev.highorder.network.Network;
import dev.highorder.network.StackFactory;
import dev.highorder.stack.HighOrderStack;
import dev.highorder.storage.ClassSearch;
import java.util.List;

/**
 * A network of an experiment.
 *
 * @param stack a short name of the verb {@code nets}, or the qualified name of a generated class
 * @param widths the channels of each stack
 * @param blocks the blocks of each stack
 */
public record ComparedNetwork(String stack, List<Integer> widths, List<Integer> blocks) {

  /** Copies the lists. */
  public ComparedNetwork {
    widths = List.copyOf(widths);
    blocks = List.copyOf(blocks);
    if (widths.isEmpty() || widths.size() != blocks.size()) {
      throw new IllegalArgumentException(
          "The network %s has the widths %s and the blocks %s. Give as many of both."
              .formatted(stack, widths, blocks));
    }
  }

  /** Returns a network of one stack. */
  public static ComparedNetwork of(String stack, int width, int blocks) {
    return new ComparedNetwork(stack, List.of(width), List.of(blocks));
  }

  private boolean isNamed() {
    return NamedStacks.all().containsKey(stack);
  }

  private StackFactory factory() {
    if (isNamed()) {
      return NamedStacks.get(stack);
    }
    try {
      return GeneratedStack.named(stack, ClassSearch.ofThread()).factory();
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(
          "There is no network '%s': %s. The verb nets lists all.".formatted(stack, e.getMessage()),
          e);
    }
  }

  /**
   * Returns a new network.
   *
   * @throws IllegalArgumentException if there is no stack of that name
   */
  public Network create(int classes) {
    return Network.builder()
        .setClasses(classes)
        .setWidths(widths.stream().mapToInt(Integer::intValue).toArray())
        .setBlocks(blocks.stream().mapToInt(Integer::intValue).toArray())
        .setStack(factory())
        .optLayout(isNamed() ? NamedStacks.layout(stack) : Layout.CIFAR)
        .build();
  }

  /** Returns the number of sub-nets of all stacks. */
  public int subNets() {
    HighOrderStack one = factory().create(1, Math.max(8, widths.get(0)));
    return one.description().stages() * blocks.stream().mapToInt(Integer::intValue).sum();
  }
}
