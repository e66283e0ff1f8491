package dev.highorder.processor.model;

import java.util.List;

/** How many blocks the annotation asks for. */
public sealed interface Depth {

  /**
   * One stack, which can be created without naming its number of blocks.
   *
   * @param blocks the number of blocks, at least 1
   */
  record OneStack(int blocks) implements Depth {}

  /**
   * The stacks of a network; a single stack is only created with a number of blocks.
   *
   * @param blocks the number of blocks of each stack
   */
  record NetworkOfStacks(List<Integer> blocks) implements Depth {}

  /** Returns the depth that a checked declaration asks for. */
  static Depth of(HighOrderDeclaration declaration, int stages) {
    if (declaration.subNets().isWritten()) {
      return new OneStack(declaration.subNets().get() / stages);
    }
    List<Integer> blocks = declaration.blocks().get().stream().map(Value::get).toList();
    return blocks.size() == 1 ? new OneStack(blocks.get(0)) : new NetworkOfStacks(blocks);
  }
}
