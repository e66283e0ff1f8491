package dev.highorder.mxnet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.highorder.backend.CompiledNetwork;
import dev.highorder.backend.TrainableNetwork;

/**
 * A network that runs as one graph: MXNet plans its memory ahead, and operators are fewer and
 * faster. The parameters are the network's own.
 */
final class GraphNetwork implements CompiledNetwork, TrainableNetwork {

  private final NDManager manager;
  private final CompiledGraph graph;

  /**
   * Wraps a graph.
   *
   * @param manager the manager of all that the graph owns, which is closed with it
   */
  GraphNetwork(NDManager manager, CompiledGraph graph) {
    this.manager = manager;
    this.graph = graph;
  }

  @Override
  public NDArray forward(NDArray x) {
    return graph.forward(x);
  }

  @Override
  public Pass pass(NDArray x) {
    return new WholePass(forward(x));
  }

  /** A pass whose gradients are complete when the collector has computed them. */
  private record WholePass(NDArray output) implements Pass {

    @Override
    public void backward() {
      // The collector has reached the parameters.
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
