package dev.highorder.demo.bench;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.highorder.mxnet.CapturedNetwork;

/** Inference as one static graph on MXNet, as classifiers run. */
final class GraphInference extends Contender {

  private final CapturedNetwork graph;

  GraphInference(Engine engine, String scheme, int width, int batch) {
    super(engine, scheme, width, batch, false);
    graph = CapturedNetwork.of(network, manager, images);
  }

  @Override
  float[] run() {
    try (NDManager scope = manager.newSubManager()) {
      NDArray x = images.duplicate();
      x.attach(scope);
      return graph.forward(x).toFloatArray();
    }
  }
}
