package example;

import ai.djl.ndarray.NDArray;
import dev.highorder.network.Network;
import dev.highorder.stack.RungeKuttaStack;
import dev.highorder.stack.StackDescription;
import dev.highorder.stack.Stages;
import dev.highorder.stack.SubNetFactory;
import java.util.List;
import javax.annotation.processing.Generated;

/**
 * Stacks {@link Outer.Nested} in blocks of the forward Euler scheme.
 *
 * <p>A block of order 1 has 1 stage, with a sub-net and weights of its own:
 *
 * <pre>
 * k1 = F1(x)
 * y = x + k1
 * </pre>
 *
 * <table>
 * <caption>Cost of one block, compared with 1 Euler block (same depth)</caption>
 * <tr><th></th><th>this block</th><th>Euler</th></tr>
 * <tr><td>sub-nets, hence layers, parameters, multiply-adds</td><td>1</td><td>1</td></tr>
 * <tr><td>additions of whole tensors</td><td>1</td><td>1</td></tr>
 * <tr><td>of which scaled</td><td>0</td><td>0</td></tr>
 * <tr><td>live tensors during a sub-net evaluation</td><td>1</td><td>1</td></tr>
 * </table>
 *
 * <p>Largest row sum of |a|: 0.000. Real stability interval: [-2.000, 0].
 *
 * <p>Source: Euler 1768; equation (2) of the paper.
 *
 * @see <a href="https://arxiv.org/abs/2103.15244">Rethinking ResNets: improved stacking strategies
 *     with high-order schemes</a>
 */
@Generated("dev.highorder.processor.HighOrderProcessor")
@SuppressWarnings("all")
final class NestedEuler extends RungeKuttaStack {
  /**
   * The number of blocks that the annotation asks for.
   */
  public static final int BLOCKS = 2;

  private static final StackDescription DESCRIPTION = new StackDescription(
      "example.Outer.Nested", "EULER", 1,
      "| 1");

  /**
   * Creates a stack of {@value #BLOCKS} blocks.
   *
   * @param blocks as for {@link Outer.Nested}
   * @param classes as for {@link Outer.Nested}
   */
  NestedEuler(int blocks, List<? extends Number> classes) {
    this(DESCRIPTION, BLOCKS, () -> new Outer.Nested(blocks, classes));
  }

  /**
   * Creates a stack of {@value #BLOCKS} blocks.
   */
  NestedEuler() {
    this(DESCRIPTION, BLOCKS, () -> new Outer.Nested());
  }

  private NestedEuler(StackDescription description, int blocks, SubNetFactory subNet) {
    super(description, blocks, subNet);
  }

  /**
   * Creates a stack of any number of blocks.
   *
   * @param blocks_ the number of blocks, at least 1
   * @param blocks as for {@link Outer.Nested}
   * @param classes as for {@link Outer.Nested}
   * @return a stack whose input and output have the same shape
   */
  static NestedEuler withBlocks(int blocks_, int blocks, List<? extends Number> classes) {
    return new NestedEuler(DESCRIPTION, blocks_, () -> new Outer.Nested(blocks, classes));
  }

  /**
   * Creates the paper's network for images: a 3x3 convolution, a stack for each width,
   * global average pooling and a linear layer. It takes {@code (batch, 3, height, width)}
   * and returns {@code (batch, classes)}. {@link Network#builder()} takes other layouts.
   *
   * @param classes_ the number of classes
   * @param widths the channels of each stack, which are the {@code blocks} of the sub-net;
   *     between two stacks the image halves
   * @param classes as for {@link Outer.Nested}
   * @return the network, not yet initialised
   */
  static Network network(int classes_, int[] widths, List<? extends Number> classes) {
    return Network.builder()
        .setClasses(classes_)
        .setWidths(widths)
        .setBlocks(BLOCKS)
        .setStack((blocks_, blocks) -> withBlocks(blocks_, blocks, classes))
        .build();
  }

  /**
   * Creates a stack of any number of blocks.
   *
   * @param blocks the number of blocks, at least 1
   * @return a stack whose input and output have the same shape
   */
  static NestedEuler withBlocks(int blocks) {
    return new NestedEuler(DESCRIPTION, blocks, () -> new Outer.Nested());
  }

  @Override
  protected NDArray block(Stages f, NDArray x) {
    NDArray k1 = f.evaluate(1, x);
    NDArray y = sum(x, k1);
    k1.close();
    return y;
  }
}
