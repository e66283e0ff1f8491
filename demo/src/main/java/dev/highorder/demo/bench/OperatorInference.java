package dev.highorder.demo.bench;

import ai.djl.engine.Engine;

/** Inference operator by operator, on any engine of DJL. */
final class OperatorInference extends Contender {

  OperatorInference(Engine engine, String scheme, int width, int batch, boolean byHand) {
    super(engine, scheme, width, batch, byHand);
  }

  @Override
  float[] run() {
    return forward();
  }
}
