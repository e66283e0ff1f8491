package dev.highorder.backend;

import ai.djl.ndarray.NDArray;

/**
 * A network that was compiled for training, for inputs of one shape. Use it within {@link
 * Backend#call}.
 */
public interface TrainableNetwork extends AutoCloseable {

  /** One forward pass through a network and the backward pass that follows it. */
  interface Pass {

    /** Returns the output of the network, which autograd has recorded. */
    NDArray output();

    /**
     * Completes the backward pass, after the gradient collector has computed the gradient of a loss
     * with respect to the output. Then all trained parameters have their gradients, and running
     * statistics have been updated once.
     */
    void backward();
  }

  /**
   * Computes the forward pass. A gradient collector must be open until the backward pass is over.
   *
   * @param x an input of the shape for which the network was compiled; it gets no gradient and
   *     stays open
   */
  Pass pass(NDArray x);

  /** Frees the graph and its memory, but not the network's parameters. */
  @Override
  void close();
}
