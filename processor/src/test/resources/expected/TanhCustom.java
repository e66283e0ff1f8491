package example;

import ai.djl.ndarray.NDArray;
import dev.highorder.stack.RungeKuttaStack;
import dev.highorder.stack.StackDescription;
import dev.highorder.stack.Stages;
import dev.highorder.stack.SubNetFactory;
import javax.annotation.processing.Generated;

/**
 * Stacks {@link OwnMethods#tanh} in blocks of the user's own Runge-Kutta scheme.
 *
 * <p>A block of order 4 has 4 stages, each with a sub-net and weights of its own:
 *
 * <pre>
 * k1 = F1(x)
 * k2 = F2(x + 1/2 k1)
 * k3 = F3(x + (-1/2+1/2*sqrt(2)) k1 + (1-1/2*sqrt(2)) k2)
 * k4 = F4(x + (-1/2*sqrt(2)) k2 + (1+1/2*sqrt(2)) k3)
 * y = x + 1/6 k1 + (1/3-1/6*sqrt(2)) k2 + (1/3+1/6*sqrt(2)) k3 + 1/6 k4
 * </pre>
 *
 * <table>
 * <caption>Cost of one block, compared with 4 Euler blocks (same depth)</caption>
 * <tr><th></th><th>this block</th><th>Euler</th></tr>
 * <tr><td>sub-nets, hence layers, parameters, multiply-adds</td><td>4</td><td>4</td></tr>
 * <tr><td>additions of whole tensors</td><td>9</td><td>4</td></tr>
 * <tr><td>of which scaled</td><td>9</td><td>0</td></tr>
 * <tr><td>live tensors during a sub-net evaluation</td><td>2</td><td>1</td></tr>
 * </table>
 *
 * <p>Largest row sum of |a|: 2.414. Real stability interval: [-2.785, 0].
 *
 * <p>Source: a tableau of the user's own.
 *
 * @see <a href="https://arxiv.org/abs/2103.15244">Rethinking ResNets: improved stacking strategies
 *     with high-order schemes</a>
 */
@Generated("dev.highorder.processor.HighOrderProcessor")
@SuppressWarnings("all")
final class TanhCustom extends RungeKuttaStack {
  /**
   * The number of blocks that the annotation asks for.
   */
  public static final int BLOCKS = 7;

  private static final StackDescription DESCRIPTION = new StackDescription(
      "example.OwnMethods.tanh", "Custom", 4,
      "1/2; -1/2+1/2*sqrt(2) 1-1/2*sqrt(2); 0 -1/2*sqrt(2) 1+1/2*sqrt(2) | 1/6 1/3-1/6*sqrt(2) 1/3+1/6*sqrt(2) 1/6");

  /**
   * Creates a stack of {@value #BLOCKS} blocks.
   */
  TanhCustom() {
    this(DESCRIPTION, BLOCKS, () -> OwnMethods.tanh());
  }

  private TanhCustom(StackDescription description, int blocks, SubNetFactory subNet) {
    super(description, blocks, subNet);
  }

  /**
   * Creates a stack of any number of blocks.
   *
   * @param blocks the number of blocks, at least 1
   * @return a stack whose input and output have the same shape
   */
  static TanhCustom withBlocks(int blocks) {
    return new TanhCustom(DESCRIPTION, blocks, () -> OwnMethods.tanh());
  }

  @Override
  protected NDArray block(Stages f, NDArray x) {
    NDArray k1 = f.evaluate(1, x);
    NDArray x2 = sum(x, 1.0 / 2, k1);

    NDArray k2 = f.evaluate(2, x2);
    x2.close();
    NDArray x3 = sum(x, -1.0 / 2 + 1.0 / 2 * Math.sqrt(2), k1);
    x3 = accumulate(x3, 1 - 1.0 / 2 * Math.sqrt(2), k2);
    NDArray x4 = sum(x, -1.0 / 2 * Math.sqrt(2), k2);
    // The output begins here, before later stages, so that fewer tensors stay alive.
    NDArray y = sum(x, 1.0 / 6, k1);
    y = accumulate(y, 1.0 / 3 - 1.0 / 6 * Math.sqrt(2), k2);
    f.release(x);
    k1.close();
    k2.close();

    NDArray k3 = f.evaluate(3, x3);
    x3.close();
    x4 = accumulate(x4, 1 + 1.0 / 2 * Math.sqrt(2), k3);
    y = accumulate(y, 1.0 / 3 + 1.0 / 6 * Math.sqrt(2), k3);
    k3.close();

    NDArray k4 = f.evaluate(4, x4);
    x4.close();
    y = accumulate(y, 1.0 / 6, k4);
    k4.close();
    return y;
  }
}
