package dev.highorder.stack;

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
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.ParameterStore;
import dev.highorder.engine.Engines;
import dev.highorder.subnet.PreActivationBottleneckSubNet;
import dev.highorder.subnet.PreActivationSubNet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FirstActivationTest {

  private static final StackDescription DESCRIPTION =
      new StackDescription("test.SubNet", "EULER", 1, "| 1");

  static List<Block> preActivationSubNets() {
    return List.of(new PreActivationSubNet(4, 2), new PreActivationBottleneckSubNet(4, 2));
  }

  /** The two parts, one after the other, are the sub-net, and have all of its parameters. */
  @ParameterizedTest
  @MethodSource("preActivationSubNets")
  void thePartsAreTheSubNet(Block subNet) {
    try (NDManager manager = Engines.start().newBaseManager()) {
      NDArray x = manager.randomNormal(new Shape(2, 4, 6, 6));
      subNet.initialize(manager, DataType.FLOAT32, x.getShape());
      FirstActivation parts = FirstActivation.of(subNet, DESCRIPTION);

      NDArray a = forward(parts.activation(), x);
      assertEquals(x.getShape(), a.getShape());
      assertEquals(0, a.min().getFloat(), "the least activation");
      assertArrayEquals(forward(subNet, x).toFloatArray(), forward(parts.rest(), a).toFloatArray());
      assertEquals(
          subNet.getParameters().values(),
          new SequentialBlock().add(parts.activation()).add(parts.rest()).getParameters().values());
    }
  }

  private static NDArray forward(Block block, NDArray x) {
    return block
        .forward(new ParameterStore(x.getManager(), false), new NDList(x), false)
        .singletonOrThrow();
  }

  @Test
  void otherSubNetsAreRefused() {
    assertRefused(TanhStack.subNet(4));
    assertRefused(new SequentialBlock().add(BatchNorm.builder().build()));
    Block normalisedTwice =
        new SequentialBlock()
            .add(BatchNorm.builder().build())
            .add(BatchNorm.builder().build())
            .add(TanhStack.subNet(4));
    assertRefused(normalisedTwice);
  }

  private static void assertRefused(Block subNet) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> FirstActivation.of(subNet, DESCRIPTION))
            .getMessage();
    assertTrue(message.contains("test.SubNet does not begin with batch normalisation"), message);
    assertTrue(message.contains("SHORTCUT_PROJECTION"), message);
  }
}
