package dev.highorder.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import dev.highorder.backend.CompiledNetwork;
import dev.highorder.backend.GraphCompiler;
import dev.highorder.backend.TracedNetwork;
import dev.highorder.backend.TrainableNetwork;
import dev.highorder.engine.Engines;
import dev.highorder.network.Network;
import dev.highorder.stack.TanhStack;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which compilations a training asks for. */
class ReplicaNetworksTest {

  private final NDManager manager = Engines.start().newBaseManager();
  private final List<String> compilations = new ArrayList<>();
  private List<Replica> replicas;

  @AfterEach
  void close() {
    manager.close();
  }

  /** Writes down what it is asked for, and compiles nothing. */
  private final class Recording implements GraphCompiler {

    private final boolean drawsRandomNumbers;

    Recording(boolean drawsRandomNumbers) {
      this.drawsRandomNumbers = drawsRandomNumbers;
    }

    @Override
    public CompiledNetwork compile(Block network, NDManager parent, NDArray example) {
      throw new AssertionError("training needs no inference");
    }

    @Override
    public TracedNetwork trace(Block network, NDManager parent, Shape input) {
      throw new AssertionError("training needs no inference");
    }

    @Override
    public TrainableNetwork compileForTraining(
        Block network, Map<String, NDArray> parameters, NDManager parent, Shape input) {
      compilations.add("whole " + input.get(0));
      return new Nothing();
    }

    @Override
    public Optional<TrainableNetwork> compileForRecomputation(
        Block network, Map<String, NDArray> parameters, NDManager parent, Shape input) {
      compilations.add("segments " + input.get(0));
      return drawsRandomNumbers ? Optional.empty() : Optional.of(new Nothing());
    }
  }

  private static final class Nothing implements TrainableNetwork {

    @Override
    public Pass pass(NDArray x) {
      throw new AssertionError("nobody asked for a pass");
    }

    @Override
    public void close() {
      throw new AssertionError("graphs are closed with their manager");
    }
  }

  private static Block layers() {
    return new SequentialBlock()
        .add(Linear.builder().setUnits(3).build())
        .add(Linear.builder().setUnits(3).build());
  }

  private static Block stacks() {
    return Network.builder()
        .setClasses(3)
        .setWidths(4)
        .setBlocks(1)
        .setStack(TanhStack::withBlocks)
        .build();
  }

  private ReplicaNetworks networks(
      Block network, Shape input, Recomputation recomputation, GraphCompiler compiler, int count) {
    network.initialize(manager, DataType.FLOAT32, input);
    replicas = Replica.of(manager, network, Collections.nCopies(count, Device.cpu()));
    return new ReplicaNetworks(
        network, manager, replicas.size(), recomputation, Optional.of(compiler));
  }

  private List<String> asked(Block network, Recomputation recomputation, boolean isRandom) {
    Shape input = network instanceof Network ? new Shape(1, 3, 8, 8) : new Shape(1, 3);
    ReplicaNetworks networks = networks(network, input, recomputation, new Recording(isRandom), 1);
    for (int batch = 2; batch <= 4; batch++) {
      networks.prepare(replicas.get(0), new Shape(batch).addAll(input.slice(1)));
      networks.prepare(replicas.get(0), new Shape(batch).addAll(input.slice(1)));
    }
    return compilations;
  }

  /** A graph keeps the activations of its batch, so there are two at most. */
  @Test
  void compilesTheWholeNetworkForTwoBatchSizes() {
    assertEquals(List.of("whole 2", "whole 3"), asked(layers(), Recomputation.NONE, false));
  }

  /** Segments keep nothing, so there are as many as wanted. */
  @Test
  void compilesSegmentsForAllBatchSizes() {
    assertEquals(
        List.of("segments 2", "segments 3", "segments 4"),
        asked(layers(), Recomputation.BLOCKS, false));
  }

  /** If nothing can be recomputed in any way, a graph is still the fastest. */
  @Test
  void compilesTheWholeNetworkIfItDrawsRandomNumbers() {
    assertEquals(
        List.of("segments 2", "whole 2", "segments 3", "whole 3", "segments 4", "whole 4"),
        asked(layers(), Recomputation.BLOCKS, true));
  }

  /** If blocks can be recomputed operator by operator, that saves the memory that was asked for. */
  @Test
  void compilesNothingIfBlocksAreRecomputedInstead() {
    assertEquals(List.of("segments 2"), asked(stacks(), Recomputation.BLOCKS, true));
  }

  @Test
  void eachReplicaHasItsOwnTwoBatchSizes() {
    ReplicaNetworks networks =
        networks(layers(), new Shape(1, 3), Recomputation.NONE, new Recording(false), 2);
    for (int batch = 2; batch <= 4; batch++) {
      for (Replica replica : replicas) {
        networks.prepare(replica, new Shape(batch, 3));
      }
    }

    assertEquals(List.of("whole 2", "whole 2", "whole 3", "whole 3"), compilations);
    assertEquals(Optional.empty(), networks.of(replicas.get(0), new Shape(4, 3)));
  }
}
