package dev.highorder.training;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import dev.highorder.engine.Engines;
import dev.highorder.mxnet.CapturedNetwork;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The static graphs that a network is trained as, on MXNet's processor: one for each replica and
 * size of batch. A network that cannot be captured is trained operator by operator.
 */
final class TrainingGraphs {

  /** A graph holds the memory of its batch: one for whole batches, one for what an epoch leaves. */
  private static final int MOST_SIZES = 2;

  private static final Logger LOGGER = LoggerFactory.getLogger(TrainingGraphs.class);

  private final Block network;
  private final NDManager manager;
  private final Set<Shape> shapes = new HashSet<>();
  private final Map<Key, CapturedNetwork> graphs = new HashMap<>();
  private boolean captures;

  /** What a graph is for. */
  private record Key(Replica replica, Shape shape) {}

  /**
   * Prepares for a network.
   *
   * @param manager what the graphs belong to
   * @param wanted false for operator by operator
   */
  TrainingGraphs(Block network, NDManager manager, boolean wanted) {
    this.network = network;
    this.manager = manager;
    captures =
        wanted
            && manager.getEngine().getEngineName().equals(Engines.MXNET)
            && CapturedNetwork.isWanted();
  }

  /**
   * Captures the network for batches of a shape, unless that was done, or there are graphs enough.
   * What draws random numbers draws some.
   */
  void prepare(Replica replica, Shape shape) {
    Key key = new Key(replica, shape);
    if (!captures || replica.device().isGpu() || graphs.containsKey(key)) {
      return;
    }
    if (shapes.size() == MOST_SIZES && !shapes.contains(shape)) {
      return;
    }
    try {
      graphs.put(key, CapturedNetwork.forTraining(network, replica.values(), manager, shape));
      shapes.add(shape);
    } catch (IllegalStateException e) {
      captures = false;
      LOGGER.info("The network is trained operator by operator: {}", e.getMessage());
    }
  }

  /** Returns the graph of a replica for batches of a shape, if there is one. */
  Optional<CapturedNetwork> of(Replica replica, Shape shape) {
    return Optional.ofNullable(graphs.get(new Key(replica, shape)));
  }
}
