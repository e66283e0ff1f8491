package example;

import dev.highorder.Weights;
import dev.highorder.network.Network;
import dev.highorder.stack.PolynomialStack;
import dev.highorder.stack.StackDescription;
import dev.highorder.stack.SubNetFactory;
import javax.annotation.processing.Generated;

/**
 * Stacks {@link Families#unit} in blocks of the PolyNet second-degree scheme.
 *
 * <p>A block of order 1 has 2 stages, which share the block's one sub-net
 * except for its batch normalisations:
 *
 * <pre>
 * k1 = F1(x)
 * k2 = F2(k1)
 * y = x + k1 + k2
 * </pre>
 *
 * <table>
 * <caption>Cost of one block, compared with 2 Euler blocks (same depth)</caption>
 * <tr><th></th><th>this block</th><th>Euler</th></tr>
 * <tr><td>sub-net evaluations, hence layers, multiply-adds</td><td>2</td><td>2</td></tr>
 * <tr><td>sub-nets, hence parameters</td><td>1, and batch normalisations of 2 sub-nets</td><td>2</td></tr>
 * <tr><td>additions of whole tensors</td><td>2</td><td>2</td></tr>
 * <tr><td>of which scaled</td><td>0</td><td>0</td></tr>
 * <tr><td>live tensors during a sub-net evaluation</td><td>1</td><td>1</td></tr>
 * </table>
 *
 * <p>Source: Zhang et al. 2017; Table 1 of the paper.
 *
 * @see <a href="https://arxiv.org/abs/2103.15244">Rethinking ResNets: improved stacking strategies
 *     with high-order schemes</a>
 */
@Generated("dev.highorder.processor.HighOrderProcessor")
@SuppressWarnings("all")
public final class Poly2Norms extends PolynomialStack {
  /**
   * The number of blocks that the annotation asks for.
   */
  public static final int BLOCKS = 14;

  private static final StackDescription DESCRIPTION = new StackDescription(
      "example.Families.unit", "POLYNET2", 2,
      "k1 = F1(x); k2 = F2(k1); y = x + k1 + k2")
      .with(Weights.PER_BLOCK_EXCEPT_NORMS);

  /**
   * Creates a stack of {@value #BLOCKS} blocks.
   *
   * @param channels as for {@link Families#unit}
   */
  public Poly2Norms(int channels) {
    this(DESCRIPTION, BLOCKS, () -> Families.unit(channels));
  }

  private Poly2Norms(StackDescription description, int blocks, SubNetFactory subNet) {
    super(description, blocks, subNet);
  }

  /**
   * Creates a stack of any number of blocks.
   *
   * @param blocks the number of blocks, at least 1
   * @param channels as for {@link Families#unit}
   * @return a stack whose input and output have the same shape
   */
  public static Poly2Norms withBlocks(int blocks, int channels) {
    return new Poly2Norms(DESCRIPTION, blocks, () -> Families.unit(channels));
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
        .setStack(Poly2Norms::withBlocks)
        .build();
  }
}
