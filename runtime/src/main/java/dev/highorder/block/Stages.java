package dev.highorder.block;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.List;

/** The sub-nets of one block during one forward pass. */
public final class Stages {

  private final StackDescription description;
  private final int block;
  private final List<Block> subNets;
  private final List<Parameter> steps;
  private final ParameterStore parameterStore;
  private final boolean training;
  private final PairList<String, Object> params;
  private final NDArray stackInput;

  Stages(
      StackDescription description,
      int block,
      NDArray stackInput,
      List<Block> subNets,
      List<Parameter> steps,
      ParameterStore parameterStore,
      boolean training,
      PairList<String, Object> params) {
    this.description = description;
    this.block = block;
    this.stackInput = stackInput;
    this.subNets = subNets;
    this.steps = steps;
    this.parameterStore = parameterStore;
    this.training = training;
    this.params = params;
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
    NDArray k = ScopedForward.of(subNets.get(stage - 1), parameterStore, input, training, params);
    if (!k.getShape().equals(input.getShape())) {
      throw new ShapeChangedException(
          description, block, stage, input.getShape(), List.of(k.getShape()));
    }
    return description.step().equals(Step.ONE) ? k : scaled(stage, k);
  }

  /** Returns {@code h k} and closes {@code k}. */
  private NDArray scaled(int stage, NDArray k) {
    Step step = description.step();
    try (k) {
      if (!step.isLearned()) {
        return k.mul(step.h());
      }
      Parameter parameter = steps.get(steps.size() == 1 ? 0 : stage - 1);
      NDArray h = parameterStore.getValue(parameter, k.getDevice(), training);
      if (!step.isBounded()) {
        return k.mul(h);
      }
      try (NDArray bounded = h.clip(step.lowest(), step.highest())) {
        return k.mul(bounded);
      }
    }
  }

  /** Closes the block's input, which nothing reads any more, unless it belongs to the caller. */
  public void release(NDArray x) {
    if (x != stackInput) {
      x.close();
    }
  }
}
