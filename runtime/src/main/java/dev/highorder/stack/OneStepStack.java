package dev.highorder.stack;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import dev.highorder.AfterSum;
import dev.highorder.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A stack whose blocks read only the output of the previous block. */
abstract class OneStepStack extends HighOrderStack {

  OneStepStack(StackDescription description, int blocks, SubNetFactory factory) {
    super(description, blocks, factory);
  }

  OneStepStack(
      StackDescription description, int blocks, StridedSubNetFactory factory, ShapeChange change) {
    super(description, blocks, factory, change);
  }

  /**
   * Computes one block.
   *
   * @param f the stages of the block
   * @param x the block's input, or what its shortcut made of it; {@link Stages#release} may close
   *     it
   * @return the block's output, a new tensor of the shape of x
   */
  protected abstract NDArray block(Stages f, NDArray x);

  @Override
  final NDArray propagate(Pass pass, NDArray input) {
    NDArray x = input;
    for (int i = 0; i < blocks(); i++) {
      NDArray y = outputOf(pass, i, x, input);
      if (x != input) {
        x.close(); // the block may have released it already; closing twice is harmless
      }
      x = y;
    }
    return x;
  }

  /**
   * Computes the output of a block, which is counted from 0.
   *
   * @param x its input
   * @param borrowed the caller's tensor, which is never released
   */
  private NDArray outputOf(Pass pass, int block, NDArray x, NDArray borrowed) {
    if (block == 0 && changesShape()) {
      return changedOutput(pass, x);
    }
    return survivesAlways(block)
        ? block(stages(pass, block, borrowed), x)
        : survived(pass, block, x, block(stages(pass, block, x), x)); // which does not release x
  }

  @Override
  final boolean survivesAsWhole() {
    return description().stages() > 1;
  }

  private boolean survivesAlways(int block) {
    return survival(block) == 1 || !survivesAsWhole();
  }

  /**
   * Returns the output of a block that does not survive always.
   *
   * @param x the input of the block; it stays open
   * @param y its output if it survives; it is closed
   */
  private NDArray survived(Pass pass, int block, NDArray x, NDArray y) {
    boolean isPlain = description().afterSum() == AfterSum.NOTHING;
    NDArray idle = isPlain ? x : afterSum(x.duplicate());
    try (y;
        NDArray added = RandomSurvival.of(survival(block), y.sub(idle), pass)) {
      return sum(idle, added);
    } finally {
      if (!isPlain) {
        idle.close();
      }
    }
  }

  /**
   * Computes the output of a first block that changes the shape.
   *
   * @param x the caller's tensor
   */
  private NDArray changedOutput(Pass pass, NDArray x) {
    NDArray first = firstActivation().map(layers -> forward(layers, pass, x)).orElse(x);
    try (NDArray changed = forward(shortcut().orElseThrow(), pass, first)) {
      if (survivesAlways(0)) {
        return block(changedStages(pass, x, first), changed);
      }
      try (NDArray copy = changed.duplicate()) { // the block releases what its shortcut made
        return survived(pass, 0, copy, block(changedStages(pass, x, first), changed));
      }
    } finally {
      if (first != x) {
        first.close();
      }
    }
  }

  private static NDArray forward(Block layers, Pass pass, NDArray x) {
    return ScopedForward.of(layers, pass.parameterStore(), x, pass.training(), pass.params());
  }

  /** Returns the sub-nets of a block, and its shortcut if it has one. */
  private List<Block> parts(int block) {
    return block > 0
        ? subNets(block)
        : Stream.concat(subNets(block).stream(), shortcut().stream()).toList();
  }

  @Override
  public final boolean supportsRecomputation() {
    return description().weights() != Weights.SHARED && !isRandom();
  }

  @Override
  public final RecomputedPass forwardForRecomputation(
      ParameterStore parameterStore, NDArray input) {
    if (!supportsRecomputation()) {
      return super.forwardForRecomputation(parameterStore, input);
    }
    Pass pass = new Pass(parameterStore, true, null, observer());
    List<NDArray> values = new ArrayList<>(List.of(input));
    for (int i = 0; i < blocks(); i++) {
      NDArray x = values.get(i);
      try (NDArray y = outputOf(pass, i, x, x)) { // closing y frees the block's tape
        values.add(y.stopGradient());
      }
    }
    return new RecomputedBlocks(parameterStore, values);
  }

  /** A pass that keeps the inputs of all blocks and the output. */
  private final class RecomputedBlocks implements RecomputedPass {

    private final ParameterStore parameterStore;
    private final List<NDArray> values;

    RecomputedBlocks(ParameterStore parameterStore, List<NDArray> values) {
      this.parameterStore = parameterStore;
      this.values = values;
    }

    @Override
    public NDArray output() {
      return values.get(blocks());
    }

    @Override
    public NDArray backward(GradientCollector collector, NDArray gradient) {
      NDArray current = gradient;
      for (int i = blocks() - 1; i >= 0; i--) {
        NDArray earlier = backward(collector, i, current);
        if (current != gradient) {
          current.close();
        }
        current = earlier;
      }
      return current;
    }

    /** Recomputes one block and runs its backward pass. */
    private NDArray backward(GradientCollector collector, int block, NDArray gradient) {
      Pass pass = new Pass(parameterStore, true, null, null);
      try (NDArray leaf = values.get(block).stopGradient()) {
        leaf.setRequiresGradient(true);
        try (RunningStatistics statistics =
                new RunningStatistics(parts(block), parameterStore, leaf.getDevice());
            NDArray y = outputOf(pass, block, leaf, leaf)) {
          boolean updatedAgain = statistics.haveChanged();
          try (NDArray product = y.mul(gradient)) {
            collector.backward(product); // the gradient of its sum
          }
          if (updatedAgain) {
            statistics.restore();
          }
        }
        return leaf.getGradient();
      }
    }

    @Override
    public void close() {
      values.subList(1, values.size()).forEach(NDArray::close);
    }
  }
}
