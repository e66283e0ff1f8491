package dev.highorder.stack;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.stream.IntStream;

/**
 * A random factor of what a block adds to its input: in a training pass 1 with the probability p
 * and 0 otherwise, for all examples of the pass; in evaluation p, its mean.
 *
 * <p>The engine draws it, as it does for dropout. So its random state decides, which a training
 * step sets, and a graph draws it, too.
 */
final class RandomSurvival extends AbstractBlock {

  private final double probability;

  RandomSurvival(double probability) {
    this.probability = probability;
  }

  /** Returns x times the factor, as a new tensor, and closes x. */
  static NDArray of(double probability, NDArray x, Pass pass) {
    try (x) {
      return ScopedForward.of(
          new RandomSurvival(probability),
          pass.parameterStore(),
          x,
          pass.training(),
          pass.params());
    }
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore parameterStore,
      NDList inputs,
      boolean training,
      PairList<String, Object> params) {
    NDArray x = inputs.singletonOrThrow();
    if (!training) {
      return new NDList(x.mul(probability));
    }
    // Made from x, since a trace takes what does not depend on the input for a constant. By a sum:
    // reshape and slice of a convolution's output made MXNet's graphs wrong, or crash (1.9.1).
    int[] axes = IntStream.range(0, x.getShape().dimension()).toArray();
    NDArray one = x.sum(axes, true).mul(0).add(1);
    // Dropout divides what it keeps by the probability.
    NDArray kept = Dropout.dropout(one, (float) (1 - probability), true).singletonOrThrow();
    return new NDList(x.mul(kept.mul(probability)));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return inputShapes.clone();
  }
}
