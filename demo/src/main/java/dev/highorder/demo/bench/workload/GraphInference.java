package dev.highorder.demo.bench.workload;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.highorder.mxnet.CapturedNetwork;

/** Inference as one compiled graph on MXNet, as classifiers run. */
final class GraphInference extends Workload {

  private final CapturedNetwork graph;

  GraphInference(Engine engine, Setting setting) {
    super(engine, setting);
    graph = CapturedNetwork.of(network(), manager(), images());
  }

  @Override
  public float[] run() {
    try (NDManager scope = manager().newSubManager()) {
      NDArray x = images().duplicate();
      x.attach(scope);
      return graph.forward(x).toFloatArray();
    }
  }
}
