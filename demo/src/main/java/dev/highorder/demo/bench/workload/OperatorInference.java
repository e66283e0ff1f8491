package dev.highorder.demo.bench.workload;

import ai.djl.engine.Engine;

/** Inference operator by operator, on any engine of DJL. */
final class OperatorInference extends Workload {

  OperatorInference(Engine engine, Setting setting) {
    super(engine, setting);
  }

  @Override
  public float[] run() {
    return forward();
  }
}
