package dev.highorder.stack;

import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import java.util.Objects;

/**
 * The change of shape in the first block of a stack, as in the stages of a ResNet: a stride, and a
 * shortcut S that brings the block's input to the new shape. The sub-net of the first stage has the
 * stride and reads x itself, {@code k1 = F1(x)}; everywhere else in the block S(x) takes the place
 * of x, as in {@code y = S(x) + k1}.
 *
 * @param stride the stride of the sub-net of the first stage, at least 1
 * @param shortcut a new block whose output has the shape of {@code k1}
 * @param readsFirstActivation whether the shortcut reads, in place of x, what the first batch
 *     normalisation and activation of F1 make of it: {@code a = relu(BN(x))}, {@code y = S(a) + k1}
 */
public record ShapeChange(int stride, Block shortcut, boolean readsFirstActivation) {

  /** No change: the input has the shape of the output. */
  static final ShapeChange NONE = new ShapeChange(1, Blocks.identityBlock());

  /**
   * Creates a change of shape.
   *
   * @throws IllegalArgumentException if the stride is less than 1
   */
  public ShapeChange {
    Objects.requireNonNull(shortcut, "shortcut");
    if (stride < 1) {
      throw new IllegalArgumentException(
          "A stride is at least 1, not %s. Give 2 to halve height and width.".formatted(stride));
    }
  }

  /**
   * Creates a change of shape whose shortcut reads x.
   *
   * @throws IllegalArgumentException if the stride is less than 1
   */
  public ShapeChange(int stride, Block shortcut) {
    this(stride, shortcut, false);
  }

  /**
   * Returns a change of shape whose shortcut reads the first activation of the sub-net, which the
   * two share, as in pre-activation ResNets (He et al. 2016, Identity Mappings). The sub-net is a
   * {@link ai.djl.nn.SequentialBlock} that begins with batch normalisation and a layer without
   * parameters, its activation; a stack refuses others.
   *
   * @throws IllegalArgumentException if the stride is less than 1
   */
  public static ShapeChange onFirstActivation(int stride, Block shortcut) {
    return new ShapeChange(stride, shortcut, true);
  }

  /** Returns whether there is none. */
  @SuppressWarnings("ReferenceEquality") // blocks have no equality of their own
  boolean isNone() {
    return this == NONE;
  }
}
