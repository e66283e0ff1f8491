package dev.highorder.training;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import dev.highorder.block.HighOrderStack;
import dev.highorder.block.StateObserver;
import dev.highorder.training.StateNorms.StateNorm;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Measures the states of all stacks of a network while it is open. */
final class StateProbe implements AutoCloseable {

  private final List<HighOrderStack> stacks;
  private final List<Reading> readings = new ArrayList<>();

  /** A state whose mean square is under way. */
  private record Reading(int stack, int block, int stage, NDArray meanSquare) {}

  StateProbe(Block network) {
    stacks = stacks(network).toList();
    for (int i = 0; i < stacks.size(); i++) {
      stacks.get(i).observe(observer(i + 1));
    }
  }

  /** Returns the stacks of a block, its own and those of its children, in order. */
  static Stream<HighOrderStack> stacks(Block block) {
    return block instanceof HighOrderStack stack
        ? Stream.of(stack)
        : block.getChildren().values().stream().flatMap(StateProbe::stacks);
  }

  private StateObserver observer(int stack) {
    return (block, stage, k) -> {
      try (NDArray square = k.square()) {
        NDArray mean = square.mean();
        // A stage's tensors are closed with its scope; this one is read when the pass is over.
        mean.attach(k.getManager().getParentManager());
        readings.add(new Reading(stack, block, stage, mean));
      }
    };
  }

  /** Returns the norms of the passes so far. */
  StateNorms norms(long step) {
    return new StateNorms(step, readings.stream().map(this::norm).toList());
  }

  private StateNorm norm(Reading reading) {
    return new StateNorm(
        reading.stack(),
        stacks.get(reading.stack() - 1).description().subNet(),
        reading.block(),
        reading.stage(),
        Math.sqrt(reading.meanSquare().getFloat()));
  }

  @Override
  public void close() {
    stacks.forEach(stack -> stack.observe(null));
    readings.forEach(reading -> reading.meanSquare().close());
  }
}
