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
import dev.highorder.Scheme;
import dev.highorder.scheme.ButcherTableau;
import dev.highorder.scheme.ExactNumber;
import dev.highorder.subnet.VggSubNet;
import java.util.ArrayList;
import java.util.List;

/**
 * The same stack as the generated ones, written by hand as DJL's own models are: what a user would
 * have without HighOrder. It closes nothing, as DJL's blocks do not.
 */
final class HandWrittenStack extends AbstractBlock {

  private final ButcherTableau tableau;
  private final List<Block> subNets = new ArrayList<>();

  HandWrittenStack(Scheme scheme, int blocks, int width) {
    this.tableau = ButcherTableau.of(scheme);
    for (int i = 0; i < blocks * tableau.stages(); i++) {
      subNets.add(addChildBlock("f" + i, new VggSubNet(width)));
    }
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> params) {
    NDArray x = inputs.singletonOrThrow();
    for (int first = 0; first < subNets.size(); first += tableau.stages()) {
      List<NDArray> k = new ArrayList<>();
      for (int stage = 0; stage < tableau.stages(); stage++) {
        NDList input = new NDList(sum(x, tableau.a().get(stage), k));
        Block f = subNets.get(first + stage);
        k.add(f.forward(parameters, input, training, params).singletonOrThrow());
      }
      x = sum(x, tableau.b(), k);
    }
    return new NDList(x);
  }

  private static NDArray sum(NDArray x, List<ExactNumber> coefficients, List<NDArray> k) {
    NDArray sum = x;
    for (int j = 0; j < coefficients.size(); j++) {
      ExactNumber c = coefficients.get(j);
      if (!c.isZero()) {
        sum = sum.add(c.isOne() ? k.get(j) : k.get(j).mul(c.doubleValue()));
      }
    }
    return sum;
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
