package dev.highorder.classifier;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.XavierInitializer;
import dev.highorder.block.TanhStack;
import dev.highorder.engine.Engines;
import dev.highorder.mxnet.CapturedNetwork;
import dev.highorder.network.Network;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A recorded network computes what the network computes operator by operator. */
class CapturedNetworkTest {

  private static final Shape INPUT = new Shape(2, 3, 8, 8);

  private final NDManager manager = Engines.start().newBaseManager();
  private final ParameterStore parameters = new ParameterStore(manager, false);
  private Network network;

  @BeforeEach
  void build() {
    network =
        Network.builder()
            .setClasses(3)
            .setWidths(4, 6)
            .setBlocks(1, 2)
            .setStack(TanhStack::withBlocks)
            .build();
    network.setInitializer(new XavierInitializer(), Parameter.Type.WEIGHT);
    network.initialize(manager, DataType.FLOAT32, INPUT);
    moveStatistics();
  }

  /** So that normalisations do something else than nothing. */
  private void moveStatistics() {
    try (NDManager scope = manager.newSubManager();
        GradientCollector collector = manager.getEngine().newGradientCollector()) {
      network
          .getParameters()
          .values()
          .forEach(p -> p.getArray().setRequiresGradient(p.requiresGradient()));
      NDArray x = scope.randomNormal(new Shape(16, 3, 8, 8)).mul(3).add(1);
      collector.backward(network.forward(parameters, new NDList(x), true).head().sum());
    }
  }

  @AfterEach
  void close() {
    manager.close();
  }

  private float[] imperative(NDArray x) {
    return network.forward(parameters, new NDList(x), false).head().toFloatArray();
  }

  @Test
  void computesTheSame() {
    try (CapturedNetwork captured = CapturedNetwork.of(network, manager, INPUT)) {
      for (int i = 0; i < 3; i++) {
        NDArray x = manager.randomNormal(INPUT);
        assertArrayEquals(imperative(x), captured.forward(x).toFloatArray(), 1e-5f);
      }
    }
  }

  /** Variables are numbered over all networks of a process. */
  @Test
  void severalGraphsDoNotMeet() {
    Shape one = new Shape(1, 3, 8, 8);
    try (CapturedNetwork two = CapturedNetwork.of(network, manager, INPUT);
        CapturedNetwork single = CapturedNetwork.of(network, manager, one)) {
      NDArray x = manager.randomNormal(INPUT);
      NDArray y = manager.randomNormal(one);
      assertArrayEquals(imperative(x), two.forward(x).toFloatArray(), 1e-5f);
      assertArrayEquals(imperative(y), single.forward(y).toFloatArray(), 1e-5f);
    }
  }

  @Test
  void leavesNothingBehind() {
    NDArray x = manager.randomNormal(INPUT);
    CapturedNetwork.of(network, manager, INPUT).close();
    int arrays = manager.getManagedArrays().size();
    try (CapturedNetwork captured = CapturedNetwork.of(network, manager, INPUT)) {
      captured.forward(x).close();
    }

    assertEquals(arrays, manager.getManagedArrays().size());
    assertTrue(
        network.getParameters().values().get(0).getArray().toFloatArray()[0] != 0, "still open");
  }

  /** What depends on a number that is read half-way is a constant in a graph, or cannot be one. */
  @Test
  void saysWhatCannotBeRecorded() {
    Block outside =
        new SequentialBlock()
            .add(
                LambdaBlock.singleton(
                    x -> x.getManager().create(new float[] {x.sum().getFloat()}), "constant"));
    outside.initialize(manager, DataType.FLOAT32, INPUT);

    String message =
        assertThrows(IllegalStateException.class, () -> CapturedNetwork.of(outside, manager, INPUT))
            .getMessage();

    assertTrue(message.startsWith("The network cannot be recorded"), message);
  }
}
