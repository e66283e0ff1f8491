package dev.highorder.backend;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import dev.highorder.graph.Graph;

/** A network that was traced once and can be compiled whenever its parameters have changed. */
public interface TracedNetwork {

  /**
   * Compiles the network for inference, in several units of work.
   *
   * @param parameters the values of the parameters, which must not change while the graph is used
   * @param parent the manager that the graph belongs to
   * @param example an input of the shape that every input will have; it stays open
   */
  CompiledNetwork compile(ParameterStore parameters, NDManager parent, NDArray example);

  /** Returns the operators of the network in inference, as it runs them, for any batch size. */
  @SuppressWarnings("exports") // for the rooms of this library, which read graphs
  Graph graph();
}
