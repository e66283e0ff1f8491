package dev.highorder.demo.bench.workload;

/** The computation that is measured. */
public enum Task {
  /** The logits of a network: stem, stack and head. */
  INFERENCE,
  /** A training step of a network: forward pass, backward pass and SGD with momentum. */
  TRAINING,
  /** A saved classifier: loaded, asked once, closed. */
  LOADING,
  /** The output of a stack alone. */
  STACK_INFERENCE,
  /** A training step of a stack alone, for the mean of its output. */
  STACK_TRAINING;

  /** Returns whether this is a training step. */
  public boolean trains() {
    return this == TRAINING || this == STACK_TRAINING;
  }

  /** Returns whether a stack is measured without stem and head. */
  boolean isOfStack() {
    return this == STACK_INFERENCE || this == STACK_TRAINING;
  }
}
