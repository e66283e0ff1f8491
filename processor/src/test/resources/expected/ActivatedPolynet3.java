package example;

import dev.highorder.AfterSum;
import dev.highorder.network.Network;
import dev.highorder.stack.PolynomialStack;
import dev.highorder.stack.StackDescription;
import dev.highorder.stack.SubNetFactory;
import javax.annotation.processing.Generated;

/**
 * Stacks {@link AfterTheSum#activated} in blocks of the PolyNet third-degree scheme.
 *
 * <p>A block of order 1 has 3 stages, each with a sub-net and weights of its own:
 *
 * <pre>
 * k1 = F1(x)
 * k2 = F2(k1)
 * k3 = F3(k2)
 * y = relu(x + k1 + k2 + k3)
 * </pre>
 *
 * <table>
 * <caption>Cost of one block, compared with 3 Euler blocks (same depth)</caption>
 * <tr><th></th><th>this block</th><th>Euler</th></tr>
 * <tr><td>sub-nets, hence layers, parameters, multiply-adds</td><td>3</td><td>3</td></tr>
 * <tr><td>additions of whole tensors</td><td>3</td><td>3</td></tr>
 * <tr><td>of which scaled</td><td>0</td><td>0</td></tr>
 * <tr><td>activations after the sum</td><td>1</td><td>3</td></tr>
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
public final class ActivatedPolynet3 extends PolynomialStack {
  /**
   * The number of blocks that the annotation asks for.
   */
  public static final int BLOCKS = 4;

  private static final StackDescription DESCRIPTION = new StackDescription(
      "example.AfterTheSum.activated", "POLYNET3", 3,
      "k1 = F1(x); k2 = F2(k1); k3 = F3(k2); y = x + k1 + k2 + k3")
      .with(AfterSum.RELU);

  /**
   * Creates a stack of {@value #BLOCKS} blocks.
   *
   * @param channels as for {@link AfterTheSum#activated}
   */
  public ActivatedPolynet3(int channels) {
    this(DESCRIPTION, BLOCKS, () -> AfterTheSum.activated(channels));
  }

  private ActivatedPolynet3(StackDescription description, int blocks, SubNetFactory subNet) {
    super(description, blocks, subNet);
  }

  /**
   * Creates a stack of any number of blocks.
   *
   * @param blocks the number of blocks, at least 1
   * @param channels as for {@link AfterTheSum#activated}
   * @return a stack whose input and output have the same shape
   */
  public static ActivatedPolynet3 withBlocks(int blocks, int channels) {
    return new ActivatedPolynet3(DESCRIPTION, blocks, () -> AfterTheSum.activated(channels));
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
        .setStack(ActivatedPolynet3::withBlocks)
        .build();
  }
}
