package dev.highorder.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/**
 * Stochastic gradient descent with momentum, classical or Nesterov's, whose velocity does not
 * contain the learning rate: {@code torch.optim.SGD} without dampening.
 */
final class TorchMomentumOptimizer extends ParameterOptimizer {

  /** Not the name of {@link MomentumOptimizer}'s quantity, which has another scale. */
  private static final String VELOCITY = "momentum";

  private final float momentum;
  private final boolean looksAhead;

  TorchMomentumOptimizer(NDManager manager, float momentum, boolean looksAhead) {
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
    if (decay > 0) {
      try (NDArray decayed = weight.mul(decay)) {
        gradient.addi(decayed);
      }
    }
    if (momentum == 0) {
      move(weight, gradient, learningRate);
      return;
    }
    NDArray velocity = quantity(name, VELOCITY, weight);
    velocity.muli(momentum);
    velocity.addi(gradient);
    if (looksAhead) {
      try (NDArray ahead = velocity.mul(momentum)) {
        gradient.addi(ahead);
      }
    }
    move(weight, looksAhead ? gradient : velocity, learningRate);
  }

  private static void move(NDArray weight, NDArray direction, float learningRate) {
    try (NDArray change = direction.mul(learningRate)) {
      weight.subi(change);
    }
  }
}
