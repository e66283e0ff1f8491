package dev.highorder.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.highorder.engine.Engines;
import dev.highorder.network.Network;
import dev.highorder.network.NetworkParts;
import dev.highorder.stack.TanhStack;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FrozenPartTest {

  private static final Shape BATCH = new Shape(5, 3, 8, 8);
  private static final Shape OUTPUT = new Shape(5, 6, 4, 4);

  private final NDManager manager = Engines.start().newBaseManager();
  private Network network;

  @BeforeEach
  void build() {
    Network whole =
        Network.builder()
            .setClasses(3)
            .setWidths(4, 6)
            .setBlocks(1)
            .setStack(TanhStack::withBlocks)
            .build();
    whole.initialize(manager, DataType.FLOAT32, BATCH);
    network = NetworkParts.of(whole, 3).frozen().orElseThrow();
  }

  @AfterEach
  void close() {
    manager.close();
  }

  private FrozenPart part(int replicas, boolean isCompiled) {
    return new FrozenPart(
        network,
        manager,
        replicas,
        isCompiled
            ? Engines.backend(manager.getEngine()).compiler(manager.getDevice())
            : Optional.empty());
  }

  /** Each replica has a graph of its own parameters for each batch size. */
  @Test
  void graphsComputeWhatOperatorsCompute() {
    List<Replica> replicas = Replica.of(manager, network, List.of(Device.cpu(), Device.cpu()));
    NDArray ofTheSecond = replicas.get(1).values().values().iterator().next();
    ofTheSecond.set(ofTheSecond.mul(2).toFloatArray());
    FrozenPart frozen = part(2, true);
    NDArray x = manager.randomNormal(BATCH);
    assertEquals(OUTPUT, frozen.outputShape(BATCH));
    for (Replica replica : replicas) {
      assertTrue(frozen.needs(replica, BATCH));
      frozen.prepare(replica, x);
      assertFalse(frozen.needs(replica, BATCH));
      assertTrue(frozen.needs(replica, new Shape(2, 3, 8, 8)));
      NDArray y = frozen.output(replica, x, false);
      assertEquals(OUTPUT, y.getShape());
      assertArrayEquals(frozen.output(replica, x, true).toFloatArray(), y.toFloatArray(), 1e-5f);
    }
    assertFalse(
        frozen.output(replicas.get(0), x, false).allClose(frozen.output(replicas.get(1), x, false)),
        "replicas differ");
  }

  @Test
  void withoutACompilerOperatorsRun() {
    Replica replica = Replica.of(manager, network, List.of(Device.cpu())).get(0);
    FrozenPart frozen = part(1, false);
    NDArray x = manager.randomNormal(BATCH);
    assertFalse(frozen.needs(replica, BATCH));
    frozen.prepare(replica, x);
    assertArrayEquals(
        frozen.output(replica, x, true).toFloatArray(),
        frozen.output(replica, x, false).toFloatArray());
  }
}
