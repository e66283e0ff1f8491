package dev.highorder.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import dev.highorder.block.HighOrderStack;
import dev.highorder.block.TanhStack;
import dev.highorder.engine.Engines;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkTest {

  @Test
  void oneWidthDoublesAndOneNumberOfBlocksServesAll() {
    assertEquals(List.of(8, 16, 32), network(new int[] {8}, 1, 2, 1).widths());
    Network same = network(new int[] {8, 12}, 3);
    assertEquals(List.of(8, 12), same.widths());
    assertEquals(List.of(3, 3), same.stacks().stream().map(HighOrderStack::blocks).toList());
  }

  @Test
  void halvesThePictureBetweenStacksAndEndsInLogits() {
    Network network = network(new int[] {4}, 1, 1, 1);
    try (NDManager manager = Engines.start().newBaseManager()) {
      network.initialize(manager, DataType.FLOAT32, new Shape(1, 3, 16, 16));
      NDList output =
          network.forward(
              new ParameterStore(manager, false),
              new NDList(manager.ones(new Shape(2, 3, 16, 16))),
              false);

      assertEquals(new Shape(2, 5), output.singletonOrThrow().getShape());
      assertEquals(
          List.of(16L, 8L, 4L),
          network.stacks().stream().map(s -> s.getInputShapes()[0].get(2)).toList());
      assertEquals(
          List.of("01stem", "02stack1", "03transition1"),
          network.getChildren().keys().subList(0, 3));
    }
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertRefused("at least 2 classes, not 1", Network.builder().setClasses(1));
    assertRefused("setStack", Network.builder().setClasses(2));
    Network.Builder ready = Network.builder().setClasses(2).setStack(TanhStack::withBlocks);
    assertRefused("widths must be one or more numbers of at least 1", ready);
    assertRefused("not [4, 0]", ready.setWidths(4, 0));
    assertRefused("blocks must be", ready.setWidths(4));
    assertRefused("do not fit", ready.setWidths(4, 8).setBlocks(1, 1, 1));
  }

  private static void assertRefused(String part, Network.Builder builder) {
    String message = assertThrows(IllegalArgumentException.class, builder::build).getMessage();
    assertTrue(message.contains(part), message);
  }

  private static Network network(int[] widths, int... blocks) {
    return Network.builder()
        .setClasses(5)
        .setWidths(widths)
        .setBlocks(blocks)
        .setStack(TanhStack::withBlocks)
        .build();
  }
}
