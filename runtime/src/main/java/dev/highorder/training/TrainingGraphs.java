package dev.highorder.training;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import dev.highorder.engine.Engines;
import dev.highorder.mxnet.CapturedNetwork;
import dev.highorder.mxnet.SegmentedNetwork;
import dev.highorder.mxnet.TrainableGraph;
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

  /**
   * A graph holds the memory of its batch: one for whole batches, one for what an epoch leaves.
   * Segments hold none.
   */
  private static final int MAX_SIZES = 2;

  private static final Logger LOGGER = LoggerFactory.getLogger(TrainingGraphs.class);

  private final Block network;
  private final NDManager manager;
  private final Recomputation recomputation;
  private final Set<Shape> shapes = new HashSet<>();
  private final Map<Key, TrainableGraph> graphs = new HashMap<>();
  private boolean captures;

  /** What a graph is for. */
  private record Key(Replica replica, Shape shape) {}

  /**
   * Prepares for a network.
   *
   * @param manager what the graphs belong to
   * @param recomputation what a graph must not keep
   */
  TrainingGraphs(Block network, NDManager manager, Recomputation recomputation) {
    this.network = network;
    this.manager = manager;
    this.recomputation = recomputation;
    captures =
        !recomputation.reverses(network)
            && manager.getEngine().getEngineName().equals(Engines.MXNET)
            && CapturedNetwork.isEnabled();
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
    if (recomputation != Recomputation.BLOCKS
        && shapes.size() == MAX_SIZES
        && !shapes.contains(shape)) {
      return;
    }
    try {
      graphs.put(key, captured(replica, shape));
      shapes.add(shape);
    } catch (IllegalStateException e) {
      captures = false;
      LOGGER.info("The network is trained operator by operator: {}", e.getMessage());
    }
  }

  private TrainableGraph captured(Replica replica, Shape shape) {
    if (recomputation == Recomputation.BLOCKS) {
      try {
        return SegmentedNetwork.forTraining(network, replica.values(), manager, shape);
      } catch (IllegalStateException e) {
        if (recomputation.coversAny(network)) {
          throw e; // its blocks are computed again operator by operator
        }
        LOGGER.info("Nothing is computed again: {}", e.getMessage());
      }
    }
    return CapturedNetwork.forTraining(network, replica.values(), manager, shape);
  }

  /** Returns the graph of a replica for batches of a shape, if there is one. */
  Optional<TrainableGraph> of(Replica replica, Shape shape) {
    return Optional.ofNullable(graphs.get(new Key(replica, shape)));
  }
}
