package dev.highorder.demo.bench.baseline;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.List;

/**
 * A stack of VGG sub-nets, written with DJL alone; a subclass says how a block uses them. Like
 * DJL's own models, it leaves all intermediate tensors to the manager of its input.
 */
public abstract class PlainStack extends AbstractBlock {

  private final int stages;
  private final List<Block> subNets = new ArrayList<>();

  PlainStack(int stages, int blocks, int channels) {
    this.stages = stages;
    for (int i = 0; i < stages * blocks; i++) {
      subNets.add(addChildBlock("f" + i, PlainLayers.subNet(channels)));
    }
  }

  /** A sub-net as a function. */
  @FunctionalInterface
  interface F {
    NDArray of(NDArray x);
  }

  /** Computes one block from its state x and its sub-nets, one for each stage. */
  abstract NDArray block(NDArray x, List<F> f);

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
    List<F> all = new ArrayList<>();
    for (Block subNet : subNets) {
      all.add(x -> subNet.forward(store, new NDList(x), training).singletonOrThrow());
    }
    NDArray x = inputs.singletonOrThrow();
    for (int first = 0; first < all.size(); first += stages) {
      x = block(x, all.subList(first, first + stages));
    }
    return new NDList(x);
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... shapes) {
    subNets.forEach(subNet -> subNet.initialize(manager, dataType, shapes));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return inputShapes;
  }
}
