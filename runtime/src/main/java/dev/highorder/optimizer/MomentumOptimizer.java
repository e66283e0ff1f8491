package dev.highorder.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;

/** Gradient descent with momentum, plain or Nesterov's. */
final class MomentumOptimizer extends ParameterOptimizer {

  private static final String VELOCITY = "velocity";

  private final float momentum;
  private final boolean looksAhead;

  MomentumOptimizer(NDManager manager, float momentum, boolean looksAhead) {
    super(manager);
    this.momentum = momentum;
    this.looksAhead = looksAhead;
  }

  @Override
  public void prepare(String name, NDArray weight) {
    if (momentum > 0) {
      quantity(name, VELOCITY, weight);
    }
  }

  @Override
  public void update(
      String name, NDArray weight, NDArray gradient, float learningRate, float decay, long step) {
    if (looksAhead && momentum > 0) {
      updateAhead(quantity(name, VELOCITY, weight), weight, gradient, learningRate, decay);
      return;
    }
    NDList inputs = new NDList(weight, gradient);
    if (momentum > 0) {
      inputs.add(quantity(name, VELOCITY, weight));
    }
    // One fused operator in MXNet. Rescaling by 1, no clipping of single elements.
    weight
        .getNDArrayInternal()
        .sgdUpdate(inputs, new NDList(weight), learningRate, decay, 1, -1, momentum, true);
  }

  private void updateAhead(
      NDArray velocity, NDArray weight, NDArray gradient, float learningRate, float decay) {
    if (decay > 0) {
      try (NDArray decayed = weight.mul(decay)) {
        gradient.addi(decayed);
      }
    }
    velocity.muli(momentum);
    try (NDArray move = gradient.mul(learningRate)) {
      velocity.subi(move);
      try (NDArray ahead = velocity.mul(momentum)) {
        ahead.subi(move);
        weight.addi(ahead);
      }
    }
  }
}
