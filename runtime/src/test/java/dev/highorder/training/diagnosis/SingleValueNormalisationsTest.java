package dev.highorder.training.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.highorder.engine.Engines;
import dev.highorder.network.Network;
import dev.highorder.stack.TanhStack;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SingleValueNormalisationsTest {

  /** Three stacks halve the sides of images twice. */
  private static Optional<String> find(int side, int examples) {
    Network network =
        Network.builder()
            .setClasses(3)
            .setWidths(4, 8, 8)
            .setBlocks(1)
            .setStack(TanhStack::withBlocks)
            .build();
    try (NDManager manager = Engines.start().newBaseManager()) {
      network.initialize(manager, DataType.FLOAT32, new Shape(1, 3, side, side));
      return SingleValueNormalisations.find(network, examples);
    }
  }

  @Test
  void findsThoseThatOneSmallImageLeavesWithOneValue() {
    assertEquals(
        "The normalisation 05transition2/02BatchNorm sees a single value of each channel",
        find(4, 1).orElseThrow());
  }

  @Test
  void findsNoneWhereThereAreMoreValues() {
    assertEquals(Optional.empty(), find(4, 2), "two examples");
    assertEquals(Optional.empty(), find(8, 1), "two pixels a side");
  }
}
