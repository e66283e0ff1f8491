package dev.highorder.stack;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import java.util.List;

/** The stages of one block during one forward pass. */
public final class Stages {

  private final StackDescription description;
  private final int block;
  private final int blocks;
  private final NDArray borrowed;
  private final NDArray first;
  private final List<Block> subNets;
  private final List<Parameter> steps;
  private final double survival;
  private final Pass pass;

  /**
   * Creates the stages of a block.
   *
   * @param block the block, from 1
   * @param borrowed the caller's tensor, which is never released
   * @param first what the first stage reads in a block that changes the shape; it is released then.
   *     Null if the first stage reads the state of the block
   * @param survival the probability with which each stage survives a training pass
   */
  Stages(
      StackDescription description,
      int block,
      int blocks,
      NDArray borrowed,
      NDArray first,
      List<Block> subNets,
      List<Parameter> steps,
      double survival,
      Pass pass) {
    this.description = description;
    this.block = block;
    this.blocks = blocks;
    this.borrowed = borrowed;
    this.first = first;
    this.subNets = subNets;
    this.steps = steps;
    this.survival = survival;
    this.pass = pass;
  }

  /**
   * Evaluates the sub-net of a stage and multiplies the result by the step size.
   *
   * @param stage the stage, from 1
   * @param input the stage's input {@code (batch, channels, ...)}; it stays open. In a block that
   *     changes the shape, the first stage reads the input of the stack instead, or its first
   *     activation
   * @return the stage derivative {@code k}, times the step size: a new tensor of the input's shape
   * @throws ShapeChangedException if the sub-net returns another shape
   */
  public NDArray evaluate(int stage, NDArray input) {
    if (pass.observer() == null) {
      return derivative(stage, input);
    }
    pass.observer().beforeStage(block, stage);
    NDArray k = derivative(stage, input);
    pass.observer().onStage(block, stage, k);
    return k;
  }

  private NDArray derivative(int stage, NDArray state) {
    boolean readsFirst = stage == 1 && first != null;
    NDArray input = readsFirst ? first : state;
    NDArray k =
        ScopedForward.of(
            subNets.get(stage - 1), pass.parameterStore(), input, pass.training(), pass.params());
    if (!k.getShape().equals(state.getShape())) {
      throw new ShapeChangedException(
          description, block, stage, input.getShape(), state.getShape(), List.of(k.getShape()));
    }
    if (readsFirst) {
      release(first);
    }
    NDArray scaled = scaled(stage, k);
    return survival == 1 ? scaled : RandomSurvival.of(survival, scaled, pass);
  }

  /** Returns {@code h k} and closes {@code k}; if h is 1, returns {@code k} itself. */
  NDArray scaled(int stage, NDArray k) {
    StepSizeSetting step = description.stepSize();
    if (!step.isLearned()) {
      double h = step.factor(blocks);
      return h == 1 ? k : scaled(h, k);
    }
    Parameter parameter = steps.get(steps.size() == 1 ? 0 : stage - 1);
    NDArray h = pass.parameterStore().getValue(parameter, k.getDevice(), pass.training());
    try (k) {
      if (!step.isBounded()) {
        return k.mul(h);
      }
      try (NDArray bounded = h.clip(step.lowest(), step.highest())) {
        return k.mul(bounded);
      }
    }
  }

  private static NDArray scaled(double h, NDArray k) {
    try (k) {
      return k.mul(h);
    }
  }

  /** Returns the store of the parameters' values. */
  ParameterStore parameterStore() {
    return pass.parameterStore();
  }

  /** Returns the sub-net of a stage. */
  Block subNet(int stage) {
    return subNets.get(stage - 1);
  }

  /**
   * Closes the block's input, unless it is the input of the stack, which the caller owns.
   *
   * @param x the block's input; nothing reads it after this call
   */
  public void release(NDArray x) {
    if (x != borrowed) {
      x.close();
    }
  }
}
