package dev.highorder.stack;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import java.util.ArrayList;
import java.util.List;

/**
 * A stack of linear multistep blocks (LM-ResNet): {@code y = (1 - c) x + c p + F(x)}, where p is
 * the input of the previous block and c a trained number for each block. The first block is {@code
 * y = x + F(x)}.
 *
 * @see <a href="https://arxiv.org/abs/1710.10121">Lu et al., Beyond Finite Layer Neural Networks
 *     (2018)</a>
 */
public abstract class MultistepStack extends TwoStepStack {

  /** The initial value of c: the middle of the interval from which the authors' code draws. */
  public static final double INITIAL_WEIGHT = -0.05;

  private final List<Parameter> weights = new ArrayList<>();

  /**
   * Creates the sub-nets of a stack.
   *
   * @see HighOrderStack#HighOrderStack
   */
  @SuppressWarnings("this-escape") // parameters must be known when the constructor ends (DJL)
  protected MultistepStack(StackDescription description, int blocks, SubNetFactory factory) {
    super(description, blocks, factory);
    for (int block = 2; block <= blocks; block++) {
      weights.add(addNumber("block" + block + "-c", INITIAL_WEIGHT));
    }
  }

  /** Returns c of blocks 2, 3, ..., each of shape {@code (1)}. */
  public final List<Parameter> previousWeights() {
    return List.copyOf(weights);
  }

  @Override
  protected final void prepare(Shape[] inputShapes) {
    super.prepare(inputShapes);
    weights.forEach(c -> c.setShape(new Shape(1)));
  }

  @Override
  final NDArray first(Stages f, NDArray x) {
    try (NDArray k = f.evaluate(1, x)) {
      return sum(x, k);
    }
  }

  @Override
  final NDArray next(Pass pass, int block, Stages f, NDArray x, NDArray previous) {
    NDArray y = first(f, x);
    NDArray c =
        pass.parameterStore().getValue(weights.get(block - 1), x.getDevice(), pass.training());
    try (NDArray difference = previous.sub(x);
        NDArray weighted = difference.mul(c)) {
      return accumulate(y, weighted);
    }
  }
}
