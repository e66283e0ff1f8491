package example;

import ai.djl.ndarray.NDArray;
import dev.highorder.network.Network;
import dev.highorder.stack.RungeKuttaStack;
import dev.highorder.stack.ShapeChange;
import dev.highorder.stack.StackDescription;
import dev.highorder.stack.Stages;
import dev.highorder.stack.StridedSubNetFactory;
import dev.highorder.stack.SubNetFactory;
import javax.annotation.processing.Generated;

/**
 * Stacks {@link Strided.StridedLayer} in blocks of the forward Euler scheme.
 *
 * <p>A block of order 1 has 1 stage, with a sub-net and weights of its own:
 *
 * <pre>
 * k1 = F1(x)
 * y = x + k1
 * </pre>
 *
 * <p>If the first block changes the shape, F1 has a stride, and S is the shortcut:
 *
 * <pre>
 * k1 = F1(x)
 * y = S(x) + k1
 * </pre>
 *
 * <table>
 * <caption>Cost of one block, compared with 1 Euler block (same depth)</caption>
 * <tr><th></th><th>this block</th><th>Euler</th></tr>
 * <tr><td>sub-nets, hence layers, parameters, multiply-adds</td><td>1</td><td>1</td></tr>
 * <tr><td>additions of whole tensors</td><td>1</td><td>1</td></tr>
 * <tr><td>of which scaled</td><td>0</td><td>0</td></tr>
 * <tr><td>live tensors during a sub-net evaluation</td><td>1</td><td>1</td></tr>
 * <tr><td>evaluations of S in a first block that changes the shape</td><td>1</td><td>1</td></tr>
 * <tr><td>live tensors in that block, with x, which its caller owns</td><td>2</td><td>2</td></tr>
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
public final class StridedLayerEuler extends RungeKuttaStack {
  /**
   * The number of blocks that the annotation asks for.
   */
  public static final int BLOCKS = 4;

  private static final StackDescription DESCRIPTION = new StackDescription(
      "example.Strided.StridedLayer", "EULER", 1,
      "| 1");

  /**
   * Creates a stack of {@value #BLOCKS} blocks.
   *
   * @param channels as for {@link Strided.StridedLayer}
   */
  public StridedLayerEuler(int channels) {
    this(DESCRIPTION, BLOCKS, () -> new Strided.StridedLayer(channels));
  }

  /**
   * Creates a stack of {@value #BLOCKS} blocks.
   *
   * @param channels as for {@link Strided.StridedLayer}
   * @param rate as for {@link Strided.StridedLayer}
   */
  public StridedLayerEuler(int channels, float rate) {
    this(DESCRIPTION, BLOCKS, () -> new Strided.StridedLayer(1, channels, rate));
  }

  private StridedLayerEuler(StackDescription description, int blocks, SubNetFactory subNet) {
    super(description, blocks, subNet);
  }

  private StridedLayerEuler(StackDescription description, int blocks, StridedSubNetFactory subNet,
      ShapeChange change) {
    super(description, blocks, subNet, change);
  }

  /**
   * Creates a stack of any number of blocks.
   *
   * @param blocks the number of blocks, at least 1
   * @param channels as for {@link Strided.StridedLayer}
   * @return a stack whose input and output have the same shape
   */
  public static StridedLayerEuler withBlocks(int blocks, int channels) {
    return new StridedLayerEuler(DESCRIPTION, blocks, () -> new Strided.StridedLayer(channels));
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
        .setStack(StridedLayerEuler::withBlocks)
        .build();
  }

  /**
   * Creates a stack of any number of blocks.
   *
   * @param blocks the number of blocks, at least 1
   * @param channels as for {@link Strided.StridedLayer}
   * @param rate as for {@link Strided.StridedLayer}
   * @return a stack whose input and output have the same shape
   */
  public static StridedLayerEuler withBlocks(int blocks, int channels, float rate) {
    return new StridedLayerEuler(DESCRIPTION, blocks, () -> new Strided.StridedLayer(1, channels, rate));
  }

  /**
   * Creates a stack whose first block changes the shape, as the stages of a ResNet do.
   *
   * @param change the stride of the first sub-net, and the shortcut of the first block
   * @param blocks the number of blocks, at least 1
   * @param channels as for {@link Strided.StridedLayer}
   * @param rate as for {@link Strided.StridedLayer}
   * @return a stack whose output has the shape of the shortcut's
   */
  public static StridedLayerEuler withShapeChange(ShapeChange change, int blocks, int channels,
      float rate) {
    return new StridedLayerEuler(DESCRIPTION, blocks, stride -> new Strided.StridedLayer(stride, channels, rate), change);
  }

  /**
   * Creates the paper's network for images: a 3x3 convolution, a stack for each width,
   * global average pooling and a linear layer. It takes {@code (batch, 3, height, width)}
   * and returns {@code (batch, classes)}. {@link Network#builder()} takes other layouts.
   *
   * @param classes the number of classes
   * @param widths the channels of each stack, which are the {@code channels} of the sub-net;
   *     the first block of each further stack halves the image
   * @param rate as for {@link Strided.StridedLayer}
   * @return the network, not yet initialised
   */
  public static Network network(int classes, int[] widths, float rate) {
    return Network.builder()
        .setClasses(classes)
        .setWidths(widths)
        .setBlocks(BLOCKS)
        .setStack(
        (blocks, channels) -> withBlocks(blocks, channels, rate),
        (change, blocks, channels) -> withShapeChange(change, blocks, channels, rate))
        .build();
  }

  @Override
  protected NDArray block(Stages f, NDArray x) {
    NDArray k1 = f.evaluate(1, x);
    NDArray y = sum(x, k1);
    k1.close();
    return y;
  }
}
