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
 * A stack of RevNet's blocks on the two halves of the channels, {@code y1 = x1 + F1(x2), y2 = x2 +
 * F2(y1)}, which can be undone: {@code x2 = y2 - F2(y1), x1 = y1 - F1(x2)}.
 *
 * <p>Used as any block, it is recorded as any block. Trained by {@link #forwardForRecomputation},
 * the backward pass computes the states again, from the last to the first, and memory does not grow
 * with depth. The states differ from those of the forward pass by rounding, which adds up over the
 * blocks: with 56 blocks gradients were seen to differ by a part in a hundred from those of a
 * recorded pass.
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
   * Returns half of the channels, on which the sub-nets act.
   *
   * @throws IllegalArgumentException if the number is odd or less than 2
   */
  protected static int half(int channels) {
    if (channels < 2 || channels % 2 != 0) {
      throw new IllegalArgumentException(
          "A reversible stack splits its channels into halves, which %d channels do not have. Give it"
                  .formatted(channels)
              + " an even number.");
    }
    return channels / 2;
  }

  @Override
  final Shape stateShape(Shape input) {
    Step.requireChannels("A reversible stack", input);
    long[] state = input.getShape().clone();
    state[1] = half(Math.toIntExact(state[1]));
    return new Shape(state);
  }

  @Override
  final NDArray propagate(Pass pass, NDArray input) {
    return propagate(pass, input, true);
  }

  private NDArray propagate(Pass pass, NDArray input, boolean recorded) {
    NDList halves = halves(input);
    NDArray x1 = halves.get(0);
    NDArray x2 = halves.get(1);
    for (int i = 0; i < blocks(); i++) {
      Stages f = stages(pass, i, input);
      x1 = moved(x1, f.evaluate(1, x2), recorded);
      x2 = moved(x2, f.evaluate(2, x1), recorded);
    }
    try (NDArray left = x1;
        NDArray right = x2) {
      return NDArrays.concat(new NDList(left, right), 1);
    }
  }

  private static NDList halves(NDArray x) {
    return x.split(new long[] {x.getShape().get(1) / 2}, 1);
  }

  /** Returns {@code x + k} and closes both; unrecorded, what k was computed from is freed too. */
  private static NDArray moved(NDArray x, NDArray k, boolean recorded) {
    try (x;
        k) {
      if (recorded) {
        return sum(x, k);
      }
      try (NDArray sum = sum(x, k)) {
        return sum.stopGradient();
      }
    }
  }

  /** Here gradients go back stage by stage, so that stages must not share weights or step sizes. */
  @Override
  public final boolean supportsRecomputation() {
    return description().weights() == Weights.PER_STAGE
        && !description().step().isLearned()
        && !hasDropout();
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
        return undone(parameterStore, collector, output, gradient);
      }

      @Override
      public void close() {
        output.close();
      }
    };
  }

  /** Passes a gradient back, computing every state again from the output. */
  private NDArray undone(
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
      second = undo(collector, f, 2, second, first);
      first = undo(collector, f, 1, first, second);
    }
    try (Half left = first;
        Half right = second) {
      return NDArrays.concat(new NDList(left.gradient, right.gradient), 1);
    }
  }

  /** Half of the channels of a state, and the loss's gradient with respect to it. */
  private static final class Half implements AutoCloseable {

    private final NDArray state;
    private NDArray gradient;

    Half(NDArray state, NDArray gradient) {
      this.state = state;
      this.gradient = gradient;
    }

    /** Adds what flows back through a sub-net that read this half. */
    void add(NDArray more) {
      gradient = accumulate(gradient, more);
    }

    @Override
    public void close() {
      state.close();
      gradient.close();
    }
  }

  /**
   * Undoes {@code moved = before + F(other)}: returns {@code before} with the gradient of {@code
   * moved}, and adds what flows back through F to the gradient of {@code other}.
   */
  private static Half undo(
      GradientCollector collector, Stages f, int stage, Half moved, Half other) {
    try (NDArray leaf = other.state.stopGradient()) {
      leaf.setRequiresGradient(true);
      try (RunningStatistics statistics =
              new RunningStatistics(
                  List.of(f.subNet(stage)), f.parameterStore(), leaf.getDevice());
          NDArray k = f.evaluate(stage, leaf)) {
        boolean movedAgain = statistics.haveMoved();
        NDArray before;
        try (NDArray difference = moved.state.sub(k)) {
          before = difference.stopGradient();
        }
        try (NDArray product = k.mul(moved.gradient)) {
          collector.backward(product); // the gradient of its sum
        }
        if (movedAgain) {
          statistics.restore();
        }
        try (NDArray flown = leaf.getGradient()) {
          other.add(flown);
        }
        moved.state.close();
        return new Half(before, moved.gradient);
      }
    }
  }
}
