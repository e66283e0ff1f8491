package dev.highorder.stack;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import dev.highorder.Weights;
import java.util.List;

/**
 * A stack of reversible blocks (RevNet) on the two halves of the channels: {@code y1 = x1 + F1(x2),
 * y2 = x2 + F2(y1)}, with the inverse {@code x2 = y2 - F2(y1), x1 = y1 - F1(x2)}.
 *
 * <p>An ordinary training pass keeps the activations of all blocks. After {@link
 * #forwardForRecomputation} the backward pass computes the states from the output by the inverse,
 * and memory does not grow with depth. These states differ from those of the forward pass by
 * rounding errors that add up over the blocks: with 56 blocks, gradients were observed to differ by
 * one per cent from those of an ordinary pass.
 *
 * @see <a href="https://arxiv.org/abs/1707.04585">Gomez et al., The Reversible Residual Network
 *     (2017)</a>
 */
public abstract class ReversibleStack extends HighOrderStack {

  /**
   * Creates the sub-nets of a stack.
   *
   * @see HighOrderStack#HighOrderStack
   */
  protected ReversibleStack(StackDescription description, int blocks, SubNetFactory factory) {
    super(description, blocks, factory);
  }

  /**
   * Returns half of the channels, the width of the sub-nets.
   *
   * @param channels the channels of input and output
   * @throws IllegalArgumentException if the number is odd or less than 2
   */
  protected static int half(int channels) {
    if (channels < 2 || channels % 2 != 0) {
      throw new IllegalArgumentException(
          "A reversible stack splits its channels into two halves, but %s is not even. Give it an even"
                  .formatted(channels)
              + " number of channels.");
    }
    return channels / 2;
  }

  @Override
  final Shape subNetShape(Shape input) {
    StepSizeSetting.requireChannels("A reversible stack", input);
    long[] half = input.getShape().clone();
    half[1] = half(Math.toIntExact(half[1]));
    return new Shape(half);
  }

  @Override
  final NDArray propagate(Pass pass, NDArray input) {
    return propagate(pass, input, true);
  }

  private NDArray propagate(Pass pass, NDArray input, boolean keepsTape) {
    NDList halves = halves(input);
    NDArray x1 = halves.get(0);
    NDArray x2 = halves.get(1);
    for (int i = 0; i < blocks(); i++) {
      Stages f = stages(pass, i, input);
      x1 = added(x1, f.evaluate(1, x2), keepsTape);
      x2 = added(x2, f.evaluate(2, x1), keepsTape);
    }
    try (NDArray left = x1;
        NDArray right = x2) {
      return NDArrays.concat(new NDList(left, right), 1);
    }
  }

  private static NDList halves(NDArray x) {
    return x.split(new long[] {x.getShape().get(1) / 2}, 1);
  }

  /** Returns {@code x + k} and closes both; without a tape, the activations behind k are freed. */
  private static NDArray added(NDArray x, NDArray k, boolean keepsTape) {
    try (x;
        k) {
      if (keepsTape) {
        return sum(x, k);
      }
      try (NDArray sum = sum(x, k)) {
        return sum.stopGradient();
      }
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>Here the backward pass runs stage by stage, so that stages must not share weights or trained
   * step sizes either.
   */
  @Override
  public final boolean supportsRecomputation() {
    return description().weights() == Weights.PER_STAGE
        && !description().stepSize().isLearned()
        && !isRandom();
  }

  @Override
  public final RecomputedPass forwardForRecomputation(
      ParameterStore parameterStore, NDArray input) {
    if (!supportsRecomputation()) {
      return super.forwardForRecomputation(parameterStore, input);
    }
    NDArray output = propagate(new Pass(parameterStore, true, null, observer()), input, false);
    return new RecomputedPass() {
      @Override
      public NDArray output() {
        return output;
      }

      @Override
      public NDArray backward(GradientCollector collector, NDArray gradient) {
        return backwardByInverse(parameterStore, collector, output, gradient);
      }

      @Override
      public void close() {
        output.close();
      }
    };
  }

  /** Runs the backward pass and recomputes every state from the output. */
  private NDArray backwardByInverse(
      ParameterStore parameterStore,
      GradientCollector collector,
      NDArray output,
      NDArray gradient) {
    Pass pass = new Pass(parameterStore, true, null, null);
    NDList states = halves(output);
    NDList gradients = halves(gradient);
    Half first = new Half(states.get(0), gradients.get(0));
    Half second = new Half(states.get(1), gradients.get(1));
    for (int i = blocks() - 1; i >= 0; i--) {
      Stages f = stages(pass, i, output);
      second = inverse(collector, f, 2, second, first);
      first = inverse(collector, f, 1, first, second);
    }
    try (Half left = first;
        Half right = second) {
      return NDArrays.concat(new NDList(left.gradient, right.gradient), 1);
    }
  }

  /** Half of the channels of a state, and the gradient of the loss with respect to it. */
  private static final class Half implements AutoCloseable {

    private final NDArray state;
    private NDArray gradient;

    Half(NDArray state, NDArray gradient) {
      this.state = state;
      this.gradient = gradient;
    }

    /** Adds the gradient from a sub-net that read this half. */
    void add(NDArray other) {
      gradient = accumulate(gradient, other);
    }

    @Override
    public void close() {
      state.close();
      gradient.close();
    }
  }

  /**
   * Inverts {@code y = x + F(other)}: returns x with the gradient of y, and adds the gradient from
   * F to that of {@code other}.
   */
  private static Half inverse(
      GradientCollector collector, Stages f, int stage, Half y, Half other) {
    try (NDArray leaf = other.state.stopGradient()) {
      leaf.setRequiresGradient(true);
      try (RunningStatistics statistics =
              new RunningStatistics(
                  List.of(f.subNet(stage)), f.parameterStore(), leaf.getDevice());
          NDArray k = f.evaluate(stage, leaf)) {
        boolean updatedAgain = statistics.haveChanged();
        NDArray x;
        try (NDArray difference = y.state.sub(k)) {
          x = difference.stopGradient();
        }
        try (NDArray product = k.mul(y.gradient)) {
          collector.backward(product); // the gradient of its sum
        }
        if (updatedAgain) {
          statistics.restore();
        }
        try (NDArray fromSubNet = leaf.getGradient()) {
          other.add(fromSubNet);
        }
        y.state.close();
        return new Half(x, y.gradient);
      }
    }
  }
}
