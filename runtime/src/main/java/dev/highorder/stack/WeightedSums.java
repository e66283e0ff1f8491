package dev.highorder.stack;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;

/** The functions of tensors in which generated code writes a block. */
abstract class WeightedSums extends DescribedBlock {

  WeightedSums() {}

  /** Returns {@code x + k} as a new tensor. */
  protected static NDArray sum(NDArray x, NDArray k) {
    return x.add(k);
  }

  /** Returns {@code x + coefficient * k} as a new tensor. */
  protected static NDArray sum(NDArray x, double coefficient, NDArray k) {
    try (NDArray scaled = k.mul(coefficient)) {
      return x.add(scaled);
    }
  }

  /** Returns {@code sum + k} and closes {@code sum}. */
  protected static NDArray accumulate(NDArray sum, NDArray k) {
    try (sum) {
      return sum(sum, k);
    }
  }

  /** Returns {@code sum + coefficient * k} and closes {@code sum}. */
  protected static NDArray accumulate(NDArray sum, double coefficient, NDArray k) {
    try (sum) {
      return sum(sum, coefficient, k);
    }
  }

  /** Returns {@code max(0, sum)} as a new tensor and closes {@code sum}. */
  protected static NDArray relu(NDArray sum) {
    try (sum) {
      return Activation.relu(sum);
    }
  }
}
