package dev.highorder.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import dev.highorder.backend.TrainableNetwork;
import dev.highorder.network.Network;
import dev.highorder.stack.HighOrderStack;
import dev.highorder.stack.RecomputedPass;
import dev.highorder.stack.ScopedForward;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * One forward pass and one backward pass. A compiled network runs as its graph. Otherwise autograd
 * records the network, except for the stacks that are recomputed: the backward pass then goes from
 * stack to stack, and each recomputes its activations.
 */
final class NetworkPass {

  private final Block block;
  private final ParameterStore parameterStore;
  private final GradientCollector collector;
  private final Recomputation recomputation;
  private final Optional<TrainableNetwork> compiled;
  private Optional<TrainableNetwork.Pass> compiledPass = Optional.empty();
  private final Deque<RecomputedStack> stacks = new ArrayDeque<>();

  /**
   * A stack that autograd has not recorded.
   *
   * @param input the input of the stack, with which the recorded part before it ends
   * @param isInputRecorded whether that part is trained, so that the gradient flows on through the
   *     input; it does not flow to data and frozen parts
   */
  private record RecomputedStack(RecomputedPass pass, NDArray input, boolean isInputRecorded) {}

  /**
   * Starts a pass.
   *
   * @param parameterStore the values of the block's parameters
   * @param collector a gradient collector that stays open until {@link #backward} returns
   * @param recomputation the stacks that are recomputed
   * @param compiled runs in place of the block, if it was compiled
   */
  NetworkPass(
      Block block,
      ParameterStore parameterStore,
      GradientCollector collector,
      Recomputation recomputation,
      Optional<TrainableNetwork> compiled) {
    this.block = block;
    this.parameterStore = parameterStore;
    this.collector = collector;
    this.recomputation = recomputation;
    this.compiled = compiled;
  }

  /** Computes the output of the block. */
  NDList forward(NDList data, NDList labels) {
    if (compiled.isPresent()) {
      TrainableNetwork.Pass pass = compiled.get().pass(data.singletonOrThrow());
      compiledPass = Optional.of(pass);
      return new NDList(pass.output());
    }
    if (recomputation.coversAny(block)) {
      return new NDList(forward(((Network) block).parts(), data.singletonOrThrow()));
    }
    return block.forward(parameterStore, data, labels, null);
  }

  private NDArray forward(List<Block> parts, NDArray data) {
    NDArray x = data;
    boolean isRecorded = false;
    for (Block part : parts) {
      if (recomputation.covers(part)) {
        RecomputedPass pass = ((HighOrderStack) part).forwardForRecomputation(parameterStore, x);
        NDArray output = pass.output();
        output.setRequiresGradient(true);
        stacks.push(new RecomputedStack(pass, x, isRecorded));
        isRecorded = true;
        x = output;
      } else {
        NDArray y = ScopedForward.of(part, parameterStore, x, true, null);
        isRecorded |= isTrained(part);
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

  /** Computes the gradients of a loss of the output with respect to all parameters. */
  void backward(NDArray loss) {
    collector.backward(loss);
    compiledPass.ifPresent(TrainableNetwork.Pass::backward);
    while (!stacks.isEmpty()) {
      RecomputedStack part = stacks.pop();
      try (NDArray after = part.pass().output().getGradient();
          NDArray before = part.pass().backward(collector, after);
          NDArray product = part.input().mul(before)) {
        if (part.isInputRecorded()) {
          collector.backward(product); // the gradient of its sum is that of the input
        }
      }
      part.input().close();
      part.pass().close();
    }
  }
}
