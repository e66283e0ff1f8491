package dev.highorder.block;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.List;

/** The sub-nets of one block during one forward pass. */
public final class Stages {

  private final StackDescription description;
  private final int block;
  private final List<Block> subNets;
  private final ParameterStore parameterStore;
  private final boolean training;
  private final PairList<String, Object> params;
  private final NDArray stackInput;

  Stages(
      StackDescription description,
      int block,
      NDArray stackInput,
      List<Block> subNets,
      ParameterStore parameterStore,
      boolean training,
      PairList<String, Object> params) {
    this.description = description;
    this.block = block;
    this.stackInput = stackInput;
    this.subNets = subNets;
    this.parameterStore = parameterStore;
    this.training = training;
    this.params = params;
  }

  /**
   * Evaluates the sub-net of a stage.
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
    return k;
  }

  /** Closes the block's input, which nothing reads any more, unless it belongs to the caller. */
  public void release(NDArray x) {
    if (x != stackInput) {
      x.close();
    }
  }
}
