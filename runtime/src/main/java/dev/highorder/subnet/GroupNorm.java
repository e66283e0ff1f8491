package dev.highorder.subnet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * Group normalisation: each group of channels of each example gets mean 0 and variance 1 over its
 * channels, height and width; then each channel is multiplied by gamma and beta is added. It is the
 * same in training and in inference. DJL has no such block.
 *
 * <p>Input and output are {@code (batch, channels, height, width)}. Group 1 has the first channels.
 * There are {@code 2 channels} parameters.
 *
 * @see <a href="https://arxiv.org/abs/1803.08494">Wu and He, Group Normalization (2018), equations
 *     1 to 3 and 7</a>
 */
public final class GroupNorm extends AbstractBlock {

  /** The number that is added to variances, as in PyTorch. */
  private static final float EPSILON = 1e-5f;

  private final int groups;
  private final Parameter gamma;
  private final Parameter beta;

  /**
   * Creates the block.
   *
   * @param groups divides the number of channels
   * @throws IllegalArgumentException if {@code groups} is less than 1
   */
  @SuppressWarnings("this-escape") // parameters must be known when the constructor ends (DJL)
  public GroupNorm(int groups) {
    if (groups < 1) {
      throw new IllegalArgumentException(
          "Group normalisation needs at least 1 group, not %s. Give a divisor of the channels."
              .formatted(groups));
    }
    this.groups = groups;
    gamma = addParameter(parameter("gamma", Parameter.Type.GAMMA));
    beta = addParameter(parameter("beta", Parameter.Type.BETA));
  }

  private static Parameter parameter(String name, Parameter.Type type) {
    return Parameter.builder().setName(name).setType(type).build();
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore parameterStore,
      NDList inputs,
      boolean training,
      PairList<String, Object> params) {
    NDArray x = inputs.singletonOrThrow();
    Shape shape = x.getShape();
    Shape factors = new Shape(1, shape.get(1), 1, 1);
    NDArray scale = parameterStore.getValue(gamma, x.getDevice(), training);
    NDArray shift = parameterStore.getValue(beta, x.getDevice(), training);
    try (NDArray grouped = x.reshape(shape.get(0), groups, shape.size() / shape.get(0) / groups);
        NDArray normalised = normalised(grouped);
        NDArray y = normalised.reshape(shape);
        NDArray factor = scale.reshape(factors);
        NDArray summand = shift.reshape(factors);
        NDArray scaled = y.mul(factor)) {
      return new NDList(scaled.add(summand));
    }
  }

  /** Normalises the last dimension. */
  private static NDArray normalised(NDArray x) {
    int[] last = {2};
    try (NDArray mean = x.mean(last, true);
        NDArray centred = x.sub(mean);
        NDArray squares = centred.mul(centred);
        NDArray variance = squares.mean(last, true);
        NDArray positive = variance.add(EPSILON);
        NDArray deviation = positive.sqrt()) {
      return centred.div(deviation);
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the channels do not divide into groups
   */
  @Override
  protected void prepare(Shape[] inputShapes) {
    long channels = inputShapes[0].get(1);
    if (inputShapes[0].dimension() != 4 || channels % groups != 0) {
      throw new IllegalArgumentException(
          "Group normalisation with %s groups takes (batch, channels, height, width) with a multiple of %s channels, not %s. Choose another number of groups."
              .formatted(groups, groups, inputShapes[0]));
    }
    gamma.setShape(new Shape(channels));
    beta.setShape(new Shape(channels));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return inputShapes.clone();
  }
}
