package dev.highorder.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.loss.Loss;
import dev.highorder.dataset.ExampleSet;

/**
 * The mean over a batch of the cross entropy of each example times the weight of its class. The sum
 * is divided by the number of examples, not by the sum of their weights, so that the gradients of
 * the parts of a batch add up.
 */
final class BalancedCrossEntropy extends Loss {

  private final float[] weights;
  private final float smoothing;

  /**
   * Creates a loss.
   *
   * @param weights the weight of each class
   * @param smoothing the probability that is spread evenly over all classes, in [0, 1)
   */
  BalancedCrossEntropy(float[] weights, float smoothing) {
    super("BalancedCrossEntropy");
    this.weights = weights.clone();
    this.smoothing = smoothing;
  }

  /** Returns {@code n / (K m)} for each class of m examples; 0 for a class without any. */
  static float[] weights(ExampleSet training) {
    int[] sizes = new int[training.classes().size()];
    for (int i = 0; i < training.size(); i++) {
      sizes[training.label(i)]++;
    }
    int classes = 0;
    for (int size : sizes) {
      classes += size > 0 ? 1 : 0;
    }
    float[] weights = new float[sizes.length];
    for (int i = 0; i < sizes.length; i++) {
      weights[i] = sizes[i] == 0 ? 0 : (float) ((double) training.size() / classes / sizes[i]);
    }
    return weights;
  }

  /**
   * Computes the loss.
   *
   * @param labels {@code (batch)}
   * @param logits {@code (batch, classes)}
   */
  @Override
  public NDArray evaluate(NDList labels, NDList logits) {
    NDArray scores = logits.singletonOrThrow();
    NDArray hard = labels.singletonOrThrow().oneHot(weights.length, DataType.FLOAT32);
    NDArray classWeights = scores.getManager().create(weights, new Shape(1, weights.length));
    NDArray weight = hard.mul(classWeights).sum(new int[] {1}, true);
    NDArray target = hard.mul(1 - smoothing).add(smoothing / weights.length);
    return scores.logSoftmax(1).mul(target).mul(weight).sum().div(-(float) scores.size(0));
  }
}
