package dev.highorder.stack;

import ai.djl.ndarray.NDArray;
import ai.djl.training.GradientCollector;

/**
 * A forward pass of a stack that left no record, and the way back through it, which computes again
 * what it needs.
 */
public interface RecomputedPass extends AutoCloseable {

  /** Returns the output, which no gradient leaves; it is closed with the pass. */
  NDArray output();

  /**
   * Passes a gradient back. It sets the gradients of the stack's parameters; running statistics
   * move once, as in a recorded pass.
   *
   * @param collector records what is computed again; it must be open, as it was in the forward pass
   * @param gradient of the loss with respect to the output; it stays open
   * @return the gradient with respect to the stack's input, of the same shape
   */
  NDArray backward(GradientCollector collector, NDArray gradient);

  /** Frees what the pass kept; not the stack's input. */
  @Override
  void close();
}
