package dev.highorder.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.highorder.engine.Engines;

/**
 * Stochastic gradient descent with momentum, classical or Nesterov's, whose velocity contains the
 * learning rate, as in MXNet and Caffe.
 */
final class MomentumOptimizer extends ParameterOptimizer {

  private static final String VELOCITY = "velocity";

  private final float momentum;
  private final boolean looksAhead;
  private final boolean isFused;

  MomentumOptimizer(NDManager manager, float momentum, boolean looksAhead) {
    super(manager);
    this.momentum = momentum;
    this.looksAhead = looksAhead;
    isFused = !looksAhead && Engines.backend(manager.getEngine()).hasFusedSgd();
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
    if (isFused) {
      updateFused(name, weight, gradient, learningRate, decay);
      return;
    }
    if (decay > 0) {
      try (NDArray decayed = weight.mul(decay)) {
        gradient.addi(decayed);
      }
    }
    try (NDArray move = gradient.mul(learningRate)) {
      if (momentum == 0) {
        weight.subi(move);
      } else {
        move(quantity(name, VELOCITY, weight), weight, move);
      }
    }
  }

  private void move(NDArray velocity, NDArray weight, NDArray move) {
    velocity.muli(momentum);
    velocity.subi(move);
    if (!looksAhead) {
      weight.addi(velocity);
      return;
    }
    try (NDArray ahead = velocity.mul(momentum)) {
      ahead.subi(move);
      weight.addi(ahead);
    }
  }

  /** Computes the same in one operator. */
  private void updateFused(
      String name, NDArray weight, NDArray gradient, float learningRate, float decay) {
    NDList inputs = new NDList(weight, gradient);
    if (momentum > 0) {
      inputs.add(quantity(name, VELOCITY, weight));
    }
    // Gradients are rescaled by 1, and single elements are not clipped.
    weight
        .getNDArrayInternal()
        .sgdUpdate(inputs, new NDList(weight), learningRate, decay, 1, -1, momentum, true);
  }
}
