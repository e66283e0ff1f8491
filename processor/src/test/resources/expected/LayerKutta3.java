package example;

import ai.djl.ndarray.NDArray;
import dev.highorder.StepSize;
import dev.highorder.network.Network;
import dev.highorder.stack.RungeKuttaStack;
import dev.highorder.stack.StackDescription;
import dev.highorder.stack.Stages;
import dev.highorder.stack.SubNetFactory;
import javax.annotation.processing.Generated;

/**
 * Stacks {@link EqualDepth#layer} in blocks of the Kutta third-order scheme.
 *
 * <p>A block of order 3 has 3 stages, each with a sub-net and weights of its own:
 *
 * <pre>
 * k1 = h F1(x)
 * k2 = h F2(x + 1/2 k1)
 * k3 = h F3(x - k1 + 2 k2)
 * y = x + 1/6 k1 + 2/3 k2 + 1/6 k3
 * </pre>
 *
 * <p>The step size h of a block is 1.0 / the number of blocks.
 *
 * <table>
 * <caption>Cost of one block, compared with 3 Euler blocks (same depth)</caption>
 * <tr><th></th><th>this block</th><th>Euler</th></tr>
 * <tr><td>sub-nets, hence layers, parameters, multiply-adds</td><td>3</td><td>3</td></tr>
 * <tr><td>additions of whole tensors</td><td>6</td><td>3</td></tr>
 * <tr><td>of which scaled</td><td>6</td><td>0</td></tr>
 * <tr><td>live tensors during a sub-net evaluation</td><td>2</td><td>1</td></tr>
 * </table>
 *
 * <p>Largest row sum of |a|: 3.000. Real stability interval: [-2.513, 0].
 *
 * <p>Source: Kutta 1901.
 *
 * @see <a href="https://arxiv.org/abs/2103.15244">Rethinking ResNets: improved stacking strategies
 *     with high-order schemes</a>
 */
@Generated("dev.highorder.processor.HighOrderProcessor")
@SuppressWarnings("all")
public final class LayerKutta3 extends RungeKuttaStack {
  /**
   * The number of blocks that the annotation asks for.
   */
  public static final int BLOCKS = 9;

  private static final StackDescription DESCRIPTION = new StackDescription(
      "example.EqualDepth.layer", "KUTTA3", 3,
      "1/2; -1 2 | 1/6 2/3 1/6")
      .with(StepSize.DIVIDED, 1.0);

  /**
   * Creates a stack of {@value #BLOCKS} blocks.
   *
   * @param channels as for {@link EqualDepth#layer}
   */
  public LayerKutta3(int channels) {
    this(DESCRIPTION, BLOCKS, () -> EqualDepth.layer(channels));
  }

  private LayerKutta3(StackDescription description, int blocks, SubNetFactory subNet) {
    super(description, blocks, subNet);
  }

  /**
   * Creates a stack of any number of blocks.
   *
   * @param blocks the number of blocks, at least 1
   * @param channels as for {@link EqualDepth#layer}
   * @return a stack whose input and output have the same shape
   */
  public static LayerKutta3 withBlocks(int blocks, int channels) {
    return new LayerKutta3(DESCRIPTION, blocks, () -> EqualDepth.layer(channels));
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
        .setStack(LayerKutta3::withBlocks)
        .build();
  }

  @Override
  protected NDArray block(Stages f, NDArray x) {
    NDArray k1 = f.evaluate(1, x);
    NDArray x2 = sum(x, 1.0 / 2, k1);

    NDArray k2 = f.evaluate(2, x2);
    x2.close();
    NDArray x3 = sum(x, -1, k1);
    x3 = accumulate(x3, 2, k2);
    // The output begins here, before later stages, so that fewer tensors stay alive.
    NDArray y = sum(x, 1.0 / 6, k1);
    y = accumulate(y, 2.0 / 3, k2);
    f.release(x);
    k1.close();
    k2.close();

    NDArray k3 = f.evaluate(3, x3);
    x3.close();
    y = accumulate(y, 1.0 / 6, k3);
    k3.close();
    return y;
  }
}
