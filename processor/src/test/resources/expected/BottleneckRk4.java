package example;

import ai.djl.ndarray.NDArray;
import dev.highorder.network.Network;
import dev.highorder.stack.RungeKuttaStack;
import dev.highorder.stack.StackDescription;
import dev.highorder.stack.Stages;
import dev.highorder.stack.SubNetFactory;
import javax.annotation.processing.Generated;

/**
 * Stacks {@link ModelParts#bottleneck} in blocks of the classical fourth-order Runge-Kutta scheme.
 *
 * <p>A block of order 4 has 4 stages, each with a sub-net and weights of its own:
 *
 * <pre>
 * k1 = F1(x)
 * k2 = F2(x + 1/2 k1)
 * k3 = F3(x + 1/2 k2)
 * k4 = F4(x + k3)
 * y = x + 1/6 k1 + 1/3 k2 + 1/3 k3 + 1/6 k4
 * </pre>
 *
 * <table>
 * <caption>Cost of one block, compared with 4 Euler blocks (same depth)</caption>
 * <tr><th></th><th>this block</th><th>Euler</th></tr>
 * <tr><td>sub-nets, hence layers, parameters, multiply-adds</td><td>4</td><td>4</td></tr>
 * <tr><td>additions of whole tensors</td><td>7</td><td>4</td></tr>
 * <tr><td>of which scaled</td><td>6</td><td>0</td></tr>
 * <tr><td>live tensors during a sub-net evaluation</td><td>2</td><td>1</td></tr>
 * </table>
 *
 * <p>Largest row sum of |a|: 1.000. Real stability interval: [-2.785, 0].
 *
 * <p>Source: Kutta 1901; equations (10)-(11) of the paper.
 *
 * @see <a href="https://arxiv.org/abs/2103.15244">Rethinking ResNets: improved stacking strategies
 *     with high-order schemes</a>
 */
@Generated("dev.highorder.processor.HighOrderProcessor")
@SuppressWarnings("all")
public final class BottleneckRk4 extends RungeKuttaStack {
  private static final StackDescription DESCRIPTION = new StackDescription(
      "example.ModelParts.bottleneck", "RK4", 4,
      "1/2; 0 1/2; 0 0 1 | 1/6 1/3 1/3 1/6");

  private BottleneckRk4(StackDescription description, int blocks, SubNetFactory subNet) {
    super(description, blocks, subNet);
  }

  /**
   * Creates a stack of any number of blocks.
   *
   * @param blocks the number of blocks, at least 1
   * @param channels as for {@link ModelParts#bottleneck}
   * @param dropout as for {@link ModelParts#bottleneck}
   * @param tags as for {@link ModelParts#bottleneck}
   * @return a stack whose input and output have the same shape
   */
  public static BottleneckRk4 withBlocks(int blocks, int channels, float dropout, String... tags) {
    return new BottleneckRk4(DESCRIPTION, blocks, () -> ModelParts.bottleneck(channels, dropout, tags));
  }

  /**
   * Creates the paper's network for images: a 3x3 convolution, 4 stacks,
   * global average pooling and a linear layer. It takes {@code (batch, 3, height, width)}
   * and returns {@code (batch, classes)}. {@link Network#builder()} takes other layouts.
   *
   * @param classes the number of classes
   * @param widths the channels of each stack, which are the {@code channels} of the sub-net;
   *     one number is the first stack's and doubles from stack to stack
   * @param dropout as for {@link ModelParts#bottleneck}
   * @param tags as for {@link ModelParts#bottleneck}
   * @return the network, not yet initialised
   */
  public static Network network(int classes, int[] widths, float dropout, String[] tags) {
    return Network.builder()
        .setClasses(classes)
        .setWidths(widths)
        .setBlocks(3, 4, 6, 3)
        .setStack((blocks, channels) -> withBlocks(blocks, channels, dropout, tags))
        .build();
  }

  @Override
  protected NDArray block(Stages f, NDArray x) {
    NDArray k1 = f.evaluate(1, x);
    NDArray x2 = sum(x, 1.0 / 2, k1);
    // The output begins here, before later stages, so that fewer tensors stay alive.
    NDArray y = sum(x, 1.0 / 6, k1);
    k1.close();

    NDArray k2 = f.evaluate(2, x2);
    x2.close();
    NDArray x3 = sum(x, 1.0 / 2, k2);
    y = accumulate(y, 1.0 / 3, k2);
    k2.close();

    NDArray k3 = f.evaluate(3, x3);
    x3.close();
    NDArray x4 = sum(x, k3);
    y = accumulate(y, 1.0 / 3, k3);
    f.release(x);
    k3.close();

    NDArray k4 = f.evaluate(4, x4);
    x4.close();
    y = accumulate(y, 1.0 / 6, k4);
    k4.close();
    return y;
  }
}
