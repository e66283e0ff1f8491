package example;

import ai.djl.ndarray.NDArray;
import dev.highorder.StepSize;
import dev.highorder.stack.RungeKuttaStack;
import dev.highorder.stack.StackDescription;
import dev.highorder.stack.Stages;
import dev.highorder.stack.SubNetFactory;
import javax.annotation.processing.Generated;

/**
 * Stacks {@link Adaptive#tanh} in blocks of the forward Euler scheme.
 *
 * <p>A block of order 1 has 1 stage, with a sub-net and weights of its own:
 *
 * <pre>
 * k1 = h F1(x)
 * y = x + k1
 * </pre>
 *
 * <p>The step size h is trained: one more parameter for each block, initially 0.0.
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
final class ReZero extends RungeKuttaStack {
  /**
   * The number of blocks that the annotation asks for.
   */
  public static final int BLOCKS = 7;

  private static final StackDescription DESCRIPTION = new StackDescription(
      "example.Adaptive.tanh", "EULER", 1,
      "| 1")
      .with(StepSize.LEARNED, 0.0);

  /**
   * Creates a stack of {@value #BLOCKS} blocks.
   */
  ReZero() {
    this(DESCRIPTION, BLOCKS, () -> Adaptive.tanh());
  }

  private ReZero(StackDescription description, int blocks, SubNetFactory subNet) {
    super(description, blocks, subNet);
  }

  /**
   * Creates a stack of any number of blocks.
   *
   * @param blocks the number of blocks, at least 1
   * @return a stack whose input and output have the same shape
   */
  static ReZero withBlocks(int blocks) {
    return new ReZero(DESCRIPTION, blocks, () -> Adaptive.tanh());
  }

  @Override
  protected NDArray block(Stages f, NDArray x) {
    NDArray k1 = f.evaluate(1, x);
    NDArray y = sum(x, k1);
    k1.close();
    return y;
  }
}
