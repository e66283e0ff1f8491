package dev.highorder.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.loss.Loss;

/**
 * The cross entropy of logits with labels of which a part of the probability is spread evenly over
 * all classes (Szegedy et al. 2016, section 7).
 */
final class SmoothedCrossEntropy extends Loss {

  private final Loss crossEntropy = Loss.softmaxCrossEntropyLoss();
  private final float smoothing;

  private SmoothedCrossEntropy(float smoothing) {
    super("SmoothedCrossEntropy");
    this.smoothing = smoothing;
  }

  /** Returns the plain cross entropy for no smoothing. */
  static Loss of(float smoothing) {
    return smoothing == 0 ? Loss.softmaxCrossEntropyLoss() : new SmoothedCrossEntropy(smoothing);
  }

  @Override
  public NDArray evaluate(NDList labels, NDList logits) {
    NDArray hard = crossEntropy.evaluate(labels, logits);
    NDArray uniform = logits.singletonOrThrow().logSoftmax(1).mean().neg();
    return hard.mul(1 - smoothing).add(uniform.mul(smoothing));
  }
}
