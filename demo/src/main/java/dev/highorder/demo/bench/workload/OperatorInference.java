package dev.highorder.demo.bench.workload;

import ai.djl.engine.Engine;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;

/** Inference operator by operator, on any engine of DJL. */
final class OperatorInference extends Workload {

  OperatorInference(Engine engine, Setting setting) {
    super(engine, setting);
  }

  OperatorInference(Engine engine, Block network, Shape input) {
    super(engine, network, input);
  }

  @Override
  public float[] run() {
    return forward();
  }
}
