package dev.highorder.mxnet;

import ai.djl.ndarray.NDArray;

/** A network that was captured for training, for inputs of one shape. */
public interface TrainableGraph extends AutoCloseable {

  /** A way forward through the network, and back. */
  interface Pass {

    /** Returns what the network made of its input, recorded. */
    NDArray output();

    /**
     * Goes on backward from where the collector came to, with the gradient of a loss of the output.
     * Then the parameters have their gradients, and running statistics of what learns have moved
     * once.
     */
    void backward();
  }

  /**
   * Starts a pass. A gradient collector must be open until it has gone back.
   *
   * @param x of the shape that was captured, which gets no gradient; it stays open
   */
  Pass pass(NDArray x);

  /** Frees the graph and its memory, not the network's parameters. */
  @Override
  void close();
}
