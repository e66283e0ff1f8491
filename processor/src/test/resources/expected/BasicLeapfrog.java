package example;

import dev.highorder.network.Network;
import dev.highorder.stack.LeapfrogStack;
import dev.highorder.stack.StackDescription;
import dev.highorder.stack.SubNetFactory;
import javax.annotation.processing.Generated;

/**
 * Stacks {@link Strided#basic} in blocks of the leapfrog scheme.
 *
 * <p>A block of order 2 has 1 stage, with a sub-net and weights of its own:
 *
 * <pre>
 * k1 = F1(x)
 * y = 2 x - p + k1
 * </pre>
 *
 * <p>p is the input of the block before; the first block has p = x.
 *
 * <table>
 * <caption>Cost of one block, compared with 1 Euler block (same depth)</caption>
 * <tr><th></th><th>this block</th><th>Euler</th></tr>
 * <tr><td>sub-nets, hence layers, parameters, multiply-adds</td><td>1</td><td>1</td></tr>
 * <tr><td>additions of whole tensors</td><td>3</td><td>1</td></tr>
 * <tr><td>of which scaled</td><td>0</td><td>0</td></tr>
 * <tr><td>live tensors during a sub-net evaluation</td><td>2</td><td>1</td></tr>
 * </table>
 *
 * <p>Source: Ruthotto and Haber 2020; Table 1 of the paper.
 *
 * @see <a href="https://arxiv.org/abs/2103.15244">Rethinking ResNets: improved stacking strategies
 *     with high-order schemes</a>
 */
@Generated("dev.highorder.processor.HighOrderProcessor")
@SuppressWarnings("all")
public final class BasicLeapfrog extends LeapfrogStack {
  /**
   * The number of blocks that the annotation asks for.
   */
  public static final int BLOCKS = 3;

  private static final StackDescription DESCRIPTION = new StackDescription(
      "example.Strided.basic", "LEAPFROG", 1,
      "k1 = F1(x); y = 2 x - p + h k1");

  /**
   * Creates a stack of {@value #BLOCKS} blocks.
   *
   * @param channels as for {@link Strided#basic}
   */
  public BasicLeapfrog(int channels) {
    this(DESCRIPTION, BLOCKS, () -> Strided.basic(channels, 1));
  }

  private BasicLeapfrog(StackDescription description, int blocks, SubNetFactory subNet) {
    super(description, blocks, subNet);
  }

  /**
   * Creates a stack of any number of blocks.
   *
   * @param blocks the number of blocks, at least 1
   * @param channels as for {@link Strided#basic}
   * @return a stack whose input and output have the same shape
   */
  public static BasicLeapfrog withBlocks(int blocks, int channels) {
    return new BasicLeapfrog(DESCRIPTION, blocks, () -> Strided.basic(channels, 1));
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
        .setStack(BasicLeapfrog::withBlocks)
        .build();
  }
}
