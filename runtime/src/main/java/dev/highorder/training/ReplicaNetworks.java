package dev.highorder.training;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import dev.highorder.backend.CompiledNetworks;
import dev.highorder.backend.CompiledNetworks.WhenFull;
import dev.highorder.backend.GraphCompiler;
import dev.highorder.backend.TrainableNetwork;
import dev.highorder.engine.Engines;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The compiled networks of a training: one for each replica and batch size, as far as the engine
 * has a compiler. Without one, the network is trained operator by operator.
 */
final class ReplicaNetworks {

  /**
   * The number of batch sizes of a replica, since a graph holds the activations of its batch: one
   * for full batches and one for the last batch of an epoch. With recomputation a graph holds
   * nothing.
   */
  private static final int MAX_SIZES = 2;

  private static final Logger LOGGER = LoggerFactory.getLogger(ReplicaNetworks.class);

  private final Block network;
  private final NDManager manager;
  private final Recomputation recomputation;
  private final CompiledNetworks<Key, TrainableNetwork> networks;
  private boolean isWarned;

  private record Key(Replica replica, Shape shape) {}

  /**
   * Prepares an empty collection.
   *
   * @param manager the manager that the graphs belong to
   * @param replicas the number of replicas
   * @param recomputation the activations that a graph must not keep
   * @param compiler the compiler for the devices of all replicas, if there is one
   */
  ReplicaNetworks(
      Block network,
      NDManager manager,
      int replicas,
      Recomputation recomputation,
      Optional<GraphCompiler> compiler) {
    this.network = network;
    this.manager = manager;
    this.recomputation = recomputation;
    networks =
        new CompiledNetworks<>(
            Engines.backend(manager.getEngine()),
            recomputation.reverses(network) ? Optional.empty() : compiler,
            recomputation == Recomputation.BLOCKS ? Integer.MAX_VALUE : MAX_SIZES * replicas,
            WhenFull.STOP);
  }

  /**
   * Compiles the network of a replica for batches of a shape, unless that was done, or there are
   * graphs enough. Call it from outside of a unit of work, since it takes long. Random layers
   * advance the engine's random state.
   */
  void prepare(Replica replica, Shape shape) {
    networks.compile(new Key(replica, shape), compiler -> compiled(compiler, replica, shape));
  }

  private Optional<TrainableNetwork> compiled(
      GraphCompiler compiler, Replica replica, Shape shape) {
    if (recomputation == Recomputation.BLOCKS) {
      Optional<TrainableNetwork> segments =
          compiler.compileForRecomputation(network, replica.values(), manager, shape);
      if (segments.isPresent() || recomputation.coversAny(network)) {
        return segments; // otherwise blocks are recomputed operator by operator
      }
      warnOnce();
    }
    return Optional.of(compiler.compileForTraining(network, replica.values(), manager, shape));
  }

  private void warnOnce() {
    if (!isWarned) {
      isWarned = true;
      LOGGER.warn("Nothing is recomputed, because the network draws random numbers.");
    }
  }

  /** Returns the compiled network of a replica for batches of a shape, if there is one. */
  Optional<TrainableNetwork> of(Replica replica, Shape shape) {
    return networks.get(new Key(replica, shape));
  }
}
