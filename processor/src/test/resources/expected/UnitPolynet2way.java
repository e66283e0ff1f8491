package example;

import dev.highorder.network.Network;
import dev.highorder.stack.ParallelStack;
import dev.highorder.stack.StackDescription;
import dev.highorder.stack.SubNetFactory;
import javax.annotation.processing.Generated;

/**
 * Stacks {@link Families#unit} in blocks of the PolyNet 2-way scheme.
 *
 * <p>A block of order 1 has 2 stages, each with a sub-net and weights of its own:
 *
 * <pre>
 * k1 = F1(x)
 * k2 = F2(x)
 * y = x + k1 + k2
 * </pre>
 *
 * <p>The sub-nets are side by side: the longest path through a block is that of one sub-net.
 *
 * <table>
 * <caption>Cost of one block, compared with 2 Euler blocks (same depth)</caption>
 * <tr><th></th><th>this block</th><th>Euler</th></tr>
 * <tr><td>sub-nets, hence layers, parameters, multiply-adds</td><td>2</td><td>2</td></tr>
 * <tr><td>additions of whole tensors</td><td>2</td><td>2</td></tr>
 * <tr><td>of which scaled</td><td>0</td><td>0</td></tr>
 * <tr><td>live tensors during a sub-net evaluation</td><td>1</td><td>1</td></tr>
 * </table>
 *
 * <p>Source: Zhang et al. 2017.
 *
 * @see <a href="https://arxiv.org/abs/2103.15244">Rethinking ResNets: improved stacking strategies
 *     with high-order schemes</a>
 */
@Generated("dev.highorder.processor.HighOrderProcessor")
@SuppressWarnings("all")
public final class UnitPolynet2way extends ParallelStack {
  /**
   * The number of blocks that the annotation asks for.
   */
  public static final int BLOCKS = 14;

  private static final StackDescription DESCRIPTION = new StackDescription(
      "example.Families.unit", "POLYNET_2WAY", 2,
      "k1 = F1(x); k2 = F2(x); y = x + k1 + k2");

  /**
   * Creates a stack of {@value #BLOCKS} blocks.
   *
   * @param channels as for {@link Families#unit}
   */
  public UnitPolynet2way(int channels) {
    this(DESCRIPTION, BLOCKS, () -> Families.unit(channels));
  }

  private UnitPolynet2way(StackDescription description, int blocks, SubNetFactory subNet) {
    super(description, blocks, subNet);
  }

  /**
   * Creates a stack of any number of blocks.
   *
   * @param blocks the number of blocks, at least 1
   * @param channels as for {@link Families#unit}
   * @return a stack whose input and output have the same shape
   */
  public static UnitPolynet2way withBlocks(int blocks, int channels) {
    return new UnitPolynet2way(DESCRIPTION, blocks, () -> Families.unit(channels));
  }

  /**
   * Creates the paper's network for images: a 3x3 convolution, a stack for each width,
   * global average pooling and a linear layer. It takes {@code (batch, 3, height, width)}
   * and returns {@code (batch, classes)}. {@link Network#builder()} takes other layouts.
   *
   * @param classes the number of classes
   * @param widths the channels of each stack, which are the {@code channels} of the sub-net;
   *     between two stacks the image halves
   * @return the network, not yet initialised
   */
  public static Network network(int classes, int... widths) {
    return Network.builder()
        .setClasses(classes)
        .setWidths(widths)
        .setBlocks(BLOCKS)
        .setStack(UnitPolynet2way::withBlocks)
        .build();
  }
}
