package dev.highorder.network;

import dev.highorder.stack.HighOrderStack;
import dev.highorder.stack.ShapeChange;

/** A factory of the stacks of a network, such as {@code VggSubNetRk4::withBlocks}. */
@FunctionalInterface
public interface StackFactory {

  /**
   * Returns a new stack.
   *
   * @param blocks the number of blocks, at least 1
   * @param width the channels, or features, of its input and output
   */
  HighOrderStack create(int blocks, int width);

  /**
   * Returns a new stack whose first block changes the shape.
   *
   * @param change the stride of the first sub-net, and the shortcut of the first block
   * @param blocks the number of blocks, at least 1
   * @param width the channels of its output
   * @throws IllegalArgumentException unless {@link #changesShape} returns true
   */
  default HighOrderStack create(ShapeChange change, int blocks, int width) {
    throw new IllegalArgumentException(
        "These stacks cannot change the shape in their first block. Give a factory that can.");
  }

  /** Returns whether the first block of its stacks can change the shape; by default it cannot. */
  default boolean changesShape() {
    return false;
  }

  /** A factory of stacks whose first block changes the shape. */
  @FunctionalInterface
  interface Changing {

    /**
     * Returns a new stack whose first block changes the shape.
     *
     * @param change the stride of the first sub-net, and the shortcut of the first block
     * @param blocks the number of blocks, at least 1
     * @param width the channels of its output
     */
    HighOrderStack create(ShapeChange change, int blocks, int width);
  }

  /**
   * Returns a factory of both kinds of stacks of a class.
   *
   * @param keeping such as {@code BasicSubNetRk4::withBlocks}
   * @param changing such as {@code BasicSubNetRk4::withShapeChange}
   */
  static StackFactory of(StackFactory keeping, Changing changing) {
    return new StackFactory() {
      @Override
      public HighOrderStack create(int blocks, int width) {
        return keeping.create(blocks, width);
      }

      @Override
      public HighOrderStack create(ShapeChange change, int blocks, int width) {
        return changing.create(change, blocks, width);
      }

      @Override
      public boolean changesShape() {
        return true;
      }
    };
  }
}
