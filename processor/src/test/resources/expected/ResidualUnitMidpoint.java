package example;

import ai.djl.ndarray.NDArray;
import dev.highorder.network.Network;
import dev.highorder.stack.RungeKuttaStack;
import dev.highorder.stack.StackDescription;
import dev.highorder.stack.Stages;
import dev.highorder.stack.SubNetFactory;
import javax.annotation.processing.Generated;

/**
 * Stacks {@link ResidualUnit} in blocks of the explicit midpoint scheme.
 *
 * <p>A block of order 2 has 2 stages, each with a sub-net and weights of its own:
 *
 * <pre>
 * k1 = F1(x)
 * k2 = F2(x + 1/2 k1)
 * y = x + k2
 * </pre>
 *
 * <table>
 * <caption>Cost of one block, compared with 2 Euler blocks (same depth)</caption>
 * <tr><th></th><th>this block</th><th>Euler</th></tr>
 * <tr><td>sub-nets, hence layers, parameters, multiply-adds</td><td>2</td><td>2</td></tr>
 * <tr><td>additions of whole tensors</td><td>2</td><td>2</td></tr>
 * <tr><td>of which scaled</td><td>1</td><td>0</td></tr>
 * <tr><td>live tensors during a sub-net evaluation</td><td>1</td><td>1</td></tr>
 * </table>
 *
 * <p>Largest row sum of |a|: 0.5000. Real stability interval: [-2.000, 0].
 *
 * <p>Source: Runge 1895; equations (8)-(9) of the paper.
 *
 * @see <a href="https://arxiv.org/abs/2103.15244">Rethinking ResNets: improved stacking strategies
 *     with high-order schemes</a>
 */
@Generated("dev.highorder.processor.HighOrderProcessor")
@SuppressWarnings("all")
public final class ResidualUnitMidpoint extends RungeKuttaStack {
  /**
   * The number of blocks that the annotation asks for.
   */
  public static final int BLOCKS = 14;

  private static final StackDescription DESCRIPTION = new StackDescription(
      "example.ResidualUnit", "MIDPOINT", 2,
      "1/2 | 0 1");

  /**
   * Creates a stack of {@value #BLOCKS} blocks.
   *
   * @param channels as for {@link ResidualUnit}
   */
  public ResidualUnitMidpoint(int channels) {
    this(DESCRIPTION, BLOCKS, () -> new ResidualUnit(channels));
  }

  private ResidualUnitMidpoint(StackDescription description, int blocks, SubNetFactory subNet) {
    super(description, blocks, subNet);
  }

  /**
   * Creates a stack of any number of blocks.
   *
   * @param blocks the number of blocks, at least 1
   * @param channels as for {@link ResidualUnit}
   * @return a stack whose input and output have the same shape
   */
  public static ResidualUnitMidpoint withBlocks(int blocks, int channels) {
    return new ResidualUnitMidpoint(DESCRIPTION, blocks, () -> new ResidualUnit(channels));
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
        .setStack(ResidualUnitMidpoint::withBlocks)
        .build();
  }

  @Override
  protected NDArray block(Stages f, NDArray x) {
    NDArray k1 = f.evaluate(1, x);
    NDArray x2 = sum(x, 1.0 / 2, k1);
    k1.close();

    NDArray k2 = f.evaluate(2, x2);
    x2.close();
    NDArray y = sum(x, k2);
    k2.close();
    return y;
  }
}
