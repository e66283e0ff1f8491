package dev.highorder.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import dev.highorder.mxnet.TrainableGraph;
import dev.highorder.network.Network;
import dev.highorder.stack.HighOrderStack;
import dev.highorder.stack.RecomputedPass;
import dev.highorder.stack.ScopedForward;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * One forward and one backward pass: of a static graph, if there is one. Else, where a network has
 * stacks that are computed again, what they compute is not recorded, and gradients go back part by
 * part; any other block is recorded as a whole.
 */
final class NetworkPass {

  private final Block block;
  private final ParameterStore parameterStore;
  private final GradientCollector collector;
  private final Recomputation recomputation;
  private final Optional<TrainableGraph> graph;
  private Optional<TrainableGraph.Pass> graphPass = Optional.empty();
  private final Deque<Unrecorded> stacks = new ArrayDeque<>();

  /**
   * A stack that left no record.
   *
   * @param input the end of the recorded part before it
   * @param hasRecord whether a gradient flows on through the input: not to data and frozen parts
   */
  private record Unrecorded(RecomputedPass pass, NDArray input, boolean hasRecord) {}

  /**
   * Starts a pass.
   *
   * @param parameterStore where the values of the block's parameters are
   * @param collector is open until the pass has gone back
   * @param recomputation what is computed again instead of recorded
   * @param graph runs in place of the block, if there is one
   */
  NetworkPass(
      Block block,
      ParameterStore parameterStore,
      GradientCollector collector,
      Recomputation recomputation,
      Optional<TrainableGraph> graph) {
    this.block = block;
    this.parameterStore = parameterStore;
    this.collector = collector;
    this.recomputation = recomputation;
    this.graph = graph;
  }

  /** Returns what the block makes of a batch. */
  NDList forward(NDList data, NDList labels) {
    if (graph.isPresent()) {
      TrainableGraph.Pass pass = graph.get().pass(data.singletonOrThrow());
      graphPass = Optional.of(pass);
      return new NDList(pass.output());
    }
    if (recomputation.coversAny(block)) {
      return new NDList(forward(((Network) block).parts(), data.singletonOrThrow()));
    }
    return block.forward(parameterStore, data, labels, null);
  }

  private NDArray forward(List<Block> parts, NDArray data) {
    NDArray x = data;
    boolean hasRecord = false;
    for (Block part : parts) {
      if (recomputation.covers(part)) {
        RecomputedPass pass = ((HighOrderStack) part).forwardForRecomputation(parameterStore, x);
        NDArray output = pass.output();
        output.setRequiresGradient(true);
        stacks.push(new Unrecorded(pass, x, hasRecord));
        hasRecord = true;
        x = output;
      } else {
        NDArray y = ScopedForward.of(part, parameterStore, x, true, null);
        hasRecord |= isTrained(part);
        if (x != data && !isOutputOfStack(x)) {
          x.close();
        }
        x = y;
      }
    }
    return x;
  }

  private static boolean isTrained(Block part) {
    return part.getParameters().values().stream().anyMatch(Parameter::requiresGradient);
  }

  private boolean isOutputOfStack(NDArray x) {
    return !stacks.isEmpty() && stacks.peek().pass().output() == x;
  }

  /** Sets the gradients of all parameters with respect to a loss that came from the output. */
  void backward(NDArray loss) {
    collector.backward(loss);
    graphPass.ifPresent(TrainableGraph.Pass::backward);
    while (!stacks.isEmpty()) {
      Unrecorded part = stacks.pop();
      try (NDArray after = part.pass().output().getGradient();
          NDArray before = part.pass().backward(collector, after);
          NDArray product = part.input().mul(before)) {
        if (part.hasRecord()) {
          collector.backward(product); // the gradient of its sum
        }
      }
      part.input().close();
      part.pass().close();
    }
  }
}
