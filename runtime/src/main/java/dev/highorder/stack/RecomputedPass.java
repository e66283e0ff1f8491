package dev.highorder.stack;

import ai.djl.ndarray.NDArray;
import ai.djl.training.GradientCollector;

/**
 * A forward pass of a stack that keeps no autograd tape; its backward pass recomputes the
 * activations it needs (activation checkpointing).
 */
public interface RecomputedPass extends AutoCloseable {

  /** Returns the output, detached from autograd; it is closed with the pass. */
  NDArray output();

  /**
   * Runs the backward pass and sets the gradients of the stack's parameters. Running statistics are
   * updated once, as in an ordinary training pass.
   *
   * @param collector the open collector that was also open during the forward pass; it records the
   *     recomputation
   * @param gradient the gradient of the loss with respect to the output; it stays open
   * @return the gradient with respect to the stack's input, of the same shape; the caller closes it
   */
  NDArray backward(GradientCollector collector, NDArray gradient);

  /** Closes the tensors that the pass kept, but not the stack's input. */
  @Override
  void close();
}
