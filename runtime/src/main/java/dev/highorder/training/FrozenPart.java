package dev.highorder.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import dev.highorder.backend.CompiledNetwork;
import dev.highorder.backend.CompiledNetworks;
import dev.highorder.backend.CompiledNetworks.WhenFull;
import dev.highorder.backend.GraphCompiler;
import dev.highorder.backend.TracedNetwork;
import dev.highorder.engine.Engines;
import dev.highorder.network.Network;
import java.util.Optional;

/**
 * The first parts of a network, which do not learn. They run in inference, outside of autograd, as
 * graphs with folded batch normalisations if the engine has a compiler.
 */
final class FrozenPart {

  /**
   * The number of batch sizes of a replica: full batches and the last one of an epoch, each cut
   * into parts that differ by at most one example.
   */
  private static final int MAX_SIZES = 4;

  private final Network network;
  private final NDManager manager;
  private final CompiledNetworks<Key, CompiledNetwork> graphs;
  private Optional<TracedNetwork> traced = Optional.empty();

  private record Key(Replica replica, Shape shape) {}

  /**
   * Takes the parts; nothing is compiled yet.
   *
   * @param manager the manager that the graphs belong to
   * @param replicas the number of replicas
   * @param compiler the compiler for the devices of all replicas, if there is one
   */
  FrozenPart(Network network, NDManager manager, int replicas, Optional<GraphCompiler> compiler) {
    this.network = network;
    this.manager = manager;
    graphs =
        new CompiledNetworks<>(
            Engines.backend(manager.getEngine()), compiler, MAX_SIZES * replicas, WhenFull.STOP);
  }

  /** Returns the shape of the output for an input of a shape. */
  Shape outputShape(Shape input) {
    Shape[] shapes = {input};
    for (Block part : network.parts()) {
      shapes = part.getOutputShapes(shapes);
    }
    return shapes[0];
  }

  /**
   * Compiles the parts of a replica for inputs of a shape, unless that was done. Call it from
   * outside of a unit of work, since it takes long.
   *
   * @param example an input, which stays open
   */
  void prepare(Replica replica, NDArray example) {
    graphs.compile(
        new Key(replica, example.getShape()),
        compiler -> {
          if (traced.isEmpty()) {
            traced = Optional.of(compiler.trace(network, manager, example.getShape()));
          }
          return Optional.of(traced.get().compile(replica.parameters(), manager, example));
        });
  }

  /**
   * Returns whether {@link #prepare} would compile the parts of a replica for inputs of a shape.
   */
  boolean needs(Replica replica, Shape input) {
    return graphs.lacks(new Key(replica, input));
  }

  /**
   * Computes the output. Call it while autograd records nothing.
   *
   * @param data an input, which stays open
   * @param operators whether the parts run operator by operator in any case
   */
  NDArray output(Replica replica, NDArray data, boolean operators) {
    Optional<CompiledNetwork> graph =
        operators ? Optional.empty() : graphs.get(new Key(replica, data.getShape()));
    try (NDArray output =
        graph.isPresent()
            ? graph.get().forward(data)
            : network.forward(replica.parameters(), new NDList(data), false).singletonOrThrow()) {
      return output.stopGradient(); // PyTorch records outside of collectors, too
    }
  }
}
