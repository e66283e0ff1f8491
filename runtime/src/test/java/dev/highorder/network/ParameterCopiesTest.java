package dev.highorder.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import dev.highorder.engine.Engines;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ParameterCopiesTest {

  private final NDManager manager = Engines.start().newBaseManager();
  private final Linear block = Linear.builder().setUnits(2).build();

  @BeforeEach
  void initialize() {
    block.initialize(manager, DataType.FLOAT32, new Shape(1, 1));
    block.getParameters().get("weight").getArray().set(new float[] {2, 3});
  }

  @AfterEach
  void close() {
    manager.close();
  }

  private float[] run(ParameterStore store) {
    NDList input = new NDList(manager.ones(new Shape(1, 1)));
    return block.forward(store, input, false).singletonOrThrow().toFloatArray();
  }

  @Test
  void theBlockRunsWithTheCopies() {
    ParameterCopies copies = new ParameterCopies(manager, block, manager.getDevice(), false);
    copies.byName().get("weight").set(new float[] {5, 7});

    assertArrayEquals(new float[] {5, 7}, run(copies));
    assertArrayEquals(new float[] {2, 3}, run(new ParameterStore(manager, false)));
    assertEquals(List.of("weight", "bias"), List.copyOf(copies.byName().keySet()));
  }

  @Test
  void copiesBelongToTheManagerAndHaveGradientsOnlyInTraining() {
    try (NDManager scope = manager.newSubManager()) {
      ParameterCopies copies = new ParameterCopies(scope, block, manager.getDevice(), true);
      assertTrue(copies.byName().values().stream().allMatch(NDArray::hasGradient));
      assertEquals(2, scope.getManagedArrays().size());
    }
    ParameterCopies copies = new ParameterCopies(manager, block, manager.getDevice(), false);
    assertTrue(copies.byName().values().stream().noneMatch(NDArray::hasGradient));
  }

  @Test
  void aCopyOnTheSameDeviceIsAnotherArray() {
    NDArray array = manager.ones(new Shape(1));
    NDArray copy = ParameterCopies.on(manager.getDevice(), array);
    copy.addi(1);

    assertNotSame(array, copy);
    assertEquals(1, array.getFloat(0));
  }
}
