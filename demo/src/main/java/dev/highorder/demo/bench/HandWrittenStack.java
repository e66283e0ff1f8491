package dev.highorder.demo.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import dev.highorder.subnet.VggSubNet;
import java.util.ArrayList;
import java.util.List;

/**
 * The same stack as the generated ones, written by hand as DJL's own models are: what a user would
 * have without HighOrder. It closes nothing, as DJL's blocks do not.
 */
final class HandWrittenStack extends AbstractBlock {

  private final int stages;
  private final List<Block> subNets = new ArrayList<>();

  /**
   * Creates a stack.
   *
   * @param stages 1 for Euler, 2 for midpoint, 4 for RK4
   */
  HandWrittenStack(int stages, int blocks, int width) {
    this.stages = stages;
    for (int i = 0; i < blocks * stages; i++) {
      subNets.add(addChildBlock("f" + i, new VggSubNet(width)));
    }
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> params) {
    NDArray x = inputs.singletonOrThrow();
    for (int i = 0; i < subNets.size(); i += stages) {
      int first = i;
      Evaluation f =
          (stage, input) ->
              subNets
                  .get(first + stage)
                  .forward(parameters, new NDList(input), training, params)
                  .singletonOrThrow();
      x =
          switch (stages) {
            case 1 -> x.add(f.of(0, x));
            case 2 -> x.add(f.of(1, x.add(f.of(0, x).mul(0.5f))));
            default -> rk4(f, x);
          };
    }
    return new NDList(x);
  }

  private interface Evaluation {
    NDArray of(int stage, NDArray input);
  }

  private static NDArray rk4(Evaluation f, NDArray x) {
    NDArray k1 = f.of(0, x);
    NDArray k2 = f.of(1, x.add(k1.mul(0.5f)));
    NDArray k3 = f.of(2, x.add(k2.mul(0.5f)));
    NDArray k4 = f.of(3, x.add(k3));
    return x.add(k1.add(k2.mul(2)).add(k3.mul(2)).add(k4).mul(1f / 6));
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputShapes) {
    subNets.forEach(subNet -> subNet.initialize(manager, dataType, inputShapes));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return inputShapes;
  }
}
