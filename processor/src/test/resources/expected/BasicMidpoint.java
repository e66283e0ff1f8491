package example;

import ai.djl.ndarray.NDArray;
import dev.highorder.AfterSum;
import dev.highorder.network.Network;
import dev.highorder.stack.RungeKuttaStack;
import dev.highorder.stack.ShapeChange;
import dev.highorder.stack.StackDescription;
import dev.highorder.stack.Stages;
import dev.highorder.stack.StridedSubNetFactory;
import dev.highorder.stack.SubNetFactory;
import javax.annotation.processing.Generated;

/**
 * Stacks {@link Strided#basic} in blocks of the explicit midpoint scheme.
 *
 * <p>A block of order 2 has 2 stages, each with a sub-net and weights of its own:
 *
 * <pre>
 * k1 = F1(x)
 * k2 = F2(x + 1/2 k1)
 * y = relu(x + k2)
 * </pre>
 *
 * <p>If the first block changes the shape, F1 has a stride, and S is the shortcut:
 *
 * <pre>
 * k1 = F1(x)
 * k2 = F2(S(x) + 1/2 k1)
 * y = relu(S(x) + k2)
 * </pre>
 *
 * <table>
 * <caption>Cost of one block, compared with 2 Euler blocks (same depth)</caption>
 * <tr><th></th><th>this block</th><th>Euler</th></tr>
 * <tr><td>sub-nets, hence layers, parameters, multiply-adds</td><td>2</td><td>2</td></tr>
 * <tr><td>additions of whole tensors</td><td>2</td><td>2</td></tr>
 * <tr><td>of which scaled</td><td>1</td><td>0</td></tr>
 * <tr><td>activations after the sum</td><td>1</td><td>2</td></tr>
 * <tr><td>live tensors during a sub-net evaluation</td><td>1</td><td>1</td></tr>
 * <tr><td>evaluations of S in a first block that changes the shape</td><td>1</td><td>1</td></tr>
 * <tr><td>live tensors in that block, with x, which its caller owns</td><td>2</td><td>2</td></tr>
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
public final class BasicMidpoint extends RungeKuttaStack {
  private static final StackDescription DESCRIPTION = new StackDescription(
      "example.Strided.basic", "MIDPOINT", 2,
      "1/2 | 0 1")
      .with(AfterSum.RELU);

  private BasicMidpoint(StackDescription description, int blocks, SubNetFactory subNet) {
    super(description, blocks, subNet);
  }

  private BasicMidpoint(StackDescription description, int blocks, StridedSubNetFactory subNet,
      ShapeChange change) {
    super(description, blocks, subNet, change);
  }

  /**
   * Creates a stack of any number of blocks.
   *
   * @param blocks the number of blocks, at least 1
   * @param channels as for {@link Strided#basic}
   * @return a stack whose input and output have the same shape
   */
  public static BasicMidpoint withBlocks(int blocks, int channels) {
    return new BasicMidpoint(DESCRIPTION, blocks, () -> Strided.basic(channels, 1));
  }

  /**
   * Creates a stack whose first block changes the shape, as the stages of a ResNet do.
   *
   * @param change the stride of the first sub-net, and the shortcut of the first block
   * @param blocks the number of blocks, at least 1
   * @param channels as for {@link Strided#basic}
   * @return a stack whose output has the shape of the shortcut's
   */
  public static BasicMidpoint withShapeChange(ShapeChange change, int blocks, int channels) {
    return new BasicMidpoint(DESCRIPTION, blocks, stride -> Strided.basic(channels, stride), change);
  }

  /**
   * Creates the paper's network for images: a 3x3 convolution, 2 stacks,
   * global average pooling and a linear layer. It takes {@code (batch, 3, height, width)}
   * and returns {@code (batch, classes)}. {@link Network#builder()} takes other layouts.
   *
   * @param classes the number of classes
   * @param widths the channels of each stack, which are the {@code channels} of the sub-net;
   *     one number is the first stack's and doubles from stack to stack
   * @return the network, not yet initialised
   */
  public static Network network(int classes, int... widths) {
    return Network.builder()
        .setClasses(classes)
        .setWidths(widths)
        .setBlocks(2, 2)
        .setStack(BasicMidpoint::withBlocks, BasicMidpoint::withShapeChange)
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
    return relu(y);
  }
}
