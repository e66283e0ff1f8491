package dev.highorder.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter 2019, algorithm 2); beta2 is 0.999 and
 * epsilon 1e-8.
 */
final class AdamWOptimizer extends ParameterOptimizer {

  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  private final double beta1;

  AdamWOptimizer(NDManager manager, float beta1) {
    super(manager);
    this.beta1 = beta1;
  }

  @Override
  public void prepare(String name, NDArray weight) {
    quantity(name, "mean", weight);
    quantity(name, "variance", weight);
  }

  @Override
  public void update(
      String name, NDArray weight, NDArray gradient, float learningRate, float decay, long step) {
    NDArray mean = quantity(name, "mean", weight);
    NDArray variance = quantity(name, "variance", weight);
    mean.muli(beta1);
    variance.muli(BETA2);
    try (NDArray part = gradient.mul(1 - beta1);
        NDArray square = gradient.square();
        NDArray squarePart = square.mul(1 - BETA2)) {
      mean.addi(part);
      variance.addi(squarePart);
    }
    if (decay > 0) {
      weight.muli(1 - learningRate * decay);
    }
    double rate = learningRate / (1 - Math.pow(beta1, (double) step));
    try (NDArray unbiased = variance.div(1 - Math.pow(BETA2, (double) step));
        NDArray deviation = unbiased.sqrt();
        NDArray bounded = deviation.add(EPSILON);
        NDArray scaled = mean.div(bounded);
        NDArray change = scaled.mul(rate)) {
      weight.subi(change);
    }
  }
}
