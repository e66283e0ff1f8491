package dev.highorder.demo.bench.workload;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import dev.highorder.backend.Backend;
import dev.highorder.backend.CompiledNetwork;
import dev.highorder.engine.Engines;

/** Inference as one compiled graph on MXNet, as classifiers run. */
final class GraphInference extends Workload {

  private final Backend backend;
  private final CompiledNetwork graph;

  GraphInference(Engine engine, Setting setting) {
    this(engine, setting.block(), setting.input());
  }

  GraphInference(Engine engine, Block network, Shape input) {
    super(engine, network, input);
    backend = Engines.backend(engine);
    graph =
        backend
            .compiler(manager().getDevice())
            .orElseThrow()
            .compile(network(), manager(), images());
  }

  @Override
  public float[] run() {
    return backend.call(this::logits);
  }

  private float[] logits() {
    try (NDManager scope = manager().newSubManager()) {
      NDArray x = images().duplicate();
      x.attach(scope);
      return graph.forward(x).toFloatArray();
    }
  }
}
