package dev.highorder.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import dev.highorder.engine.Engines;
import dev.highorder.mxnet.CapturedNetwork;
import dev.highorder.mxnet.SegmentedNetwork;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which graph a network is trained as. */
class TrainingGraphsTest {

  private final NDManager manager = Engines.start().newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  private static SequentialBlock layers() {
    SequentialBlock network = new SequentialBlock();
    for (int i = 0; i < 4; i++) {
      network.add(Linear.builder().setUnits(3).build());
    }
    return network;
  }

  private TrainingGraphs graphs(Block network, Recomputation recomputation, int... batches) {
    network.initialize(manager, DataType.FLOAT32, new Shape(1, 3));
    replica = Replica.of(manager, network, List.of(Device.cpu())).get(0);
    TrainingGraphs graphs = new TrainingGraphs(network, manager, recomputation);
    for (int batch : batches) {
      graphs.prepare(replica, new Shape(batch, 3));
    }
    return graphs;
  }

  private Replica replica;

  @Test
  void whatIsKeptDecides() {
    assertInstanceOf(
        CapturedNetwork.class,
        graphs(layers(), Recomputation.NONE, 2).of(replica, new Shape(2, 3)).orElseThrow());
    assertInstanceOf(
        SegmentedNetwork.class,
        graphs(layers(), Recomputation.BLOCKS, 2).of(replica, new Shape(2, 3)).orElseThrow());
  }

  /** Where nothing could be computed again in any case, a graph is still the fastest. */
  @Test
  void whatDrawsRandomNumbersIsOneGraph() {
    Block network = layers().add(Dropout.builder().optRate(0.1f).build());
    assertInstanceOf(
        CapturedNetwork.class,
        graphs(network, Recomputation.BLOCKS, 2).of(replica, new Shape(2, 3)).orElseThrow());
  }

  /** A graph holds memory for its batch, segments do not. */
  @Test
  void onlySegmentsAreForAnyNumberOfSizes() {
    assertEquals(
        Optional.empty(),
        graphs(layers(), Recomputation.NONE, 2, 3, 4).of(replica, new Shape(4, 3)));
    assertInstanceOf(
        SegmentedNetwork.class,
        graphs(layers(), Recomputation.BLOCKS, 2, 3, 4).of(replica, new Shape(4, 3)).orElseThrow());
  }
}
