package dev.highorder.stack;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import java.util.List;

/** The sub-nets of one block during one forward pass. */
public final class Stages {

  private final StackDescription description;
  private final int block;
  private final int blocks;
  private final NDArray borrowed;
  private final List<Block> subNets;
  private final List<Parameter> steps;
  private final Pass pass;

  Stages(
      StackDescription description,
      int block,
      int blocks,
      NDArray borrowed,
      List<Block> subNets,
      List<Parameter> steps,
      Pass pass) {
    this.description = description;
    this.block = block;
    this.blocks = blocks;
    this.borrowed = borrowed;
    this.subNets = subNets;
    this.steps = steps;
    this.pass = pass;
  }

  /**
   * Evaluates the sub-net of a stage and multiplies by the step size.
   *
   * @param stage the stage, from 1
   * @param input the stage's input; it stays open
   * @return the state {@code k}, a new tensor of the input's shape
   * @throws ShapeChangedException if the sub-net returned another shape
   */
  public NDArray evaluate(int stage, NDArray input) {
    if (pass.observer() == null) {
      return state(stage, input);
    }
    pass.observer().beforeStage(block, stage);
    NDArray k = state(stage, input);
    pass.observer().onStage(block, stage, k);
    return k;
  }

  private NDArray state(int stage, NDArray input) {
    NDArray k =
        ScopedForward.of(
            subNets.get(stage - 1), pass.parameterStore(), input, pass.training(), pass.params());
    if (!k.getShape().equals(input.getShape())) {
      throw new ShapeChangedException(
          description, block, stage, input.getShape(), List.of(k.getShape()));
    }
    return scaled(stage, k);
  }

  /** Returns {@code h k} and closes {@code k}, or returns it as it is if h is 1. */
  NDArray scaled(int stage, NDArray k) {
    Step step = description.step();
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

  /** Returns where the values of the parameters are. */
  ParameterStore parameterStore() {
    return pass.parameterStore();
  }

  /** Returns the sub-net of a stage. */
  Block subNet(int stage) {
    return subNets.get(stage - 1);
  }

  /** Closes the block's input, which nothing reads any more, unless it belongs to the caller. */
  public void release(NDArray x) {
    if (x != borrowed) {
      x.close();
    }
  }
}
