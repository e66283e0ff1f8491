package dev.highorder.backend;

import ai.djl.ndarray.NDArray;

/**
 * A network that was compiled for inference, for inputs of one shape. Use it within {@link
 * Backend#call}.
 */
public interface CompiledNetwork extends AutoCloseable {

  /**
   * Computes the output of the network.
   *
   * @param x an input of the shape for which the network was compiled; it stays open
   * @return the output, in the input's manager
   */
  NDArray forward(NDArray x);

  /** Frees the graph and its memory, but not the network's parameters. */
  @Override
  void close();
}
