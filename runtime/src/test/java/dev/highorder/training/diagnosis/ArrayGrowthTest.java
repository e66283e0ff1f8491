package dev.highorder.training.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Blocks;
import dev.highorder.engine.Engines;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ArrayGrowthTest {

  private final NDManager manager = Engines.start().newBaseManager();
  private final ArrayGrowth growth = new ArrayGrowth(manager, Blocks.identityBlock());

  @AfterEach
  void close() {
    manager.close();
  }

  /** Returns the first of so many steps after which arrays accumulate, or 0. */
  private int firstGrowth(int steps, int arraysUntil) {
    for (int step = 1; step <= steps; step++) {
      if (step <= arraysUntil) {
        manager.zeros(new Shape(1));
      }
      if (growth.growsAfterStep()) {
        return step;
      }
    }
    return 0;
  }

  @Test
  void isReportedWhenFourWindowsHaveMoreThanTheOneBefore() {
    assertEquals(250, firstGrowth(1000, 1000));
  }

  @Test
  void ofACacheThatFillsIsNotReported() {
    assertEquals(0, firstGrowth(1000, 200));
  }

  @Test
  void describesTheShapesThatAPassLeaves() {
    manager.zeros(new Shape(7));

    String description =
        growth.describe(
            () -> {
              manager.zeros(new Shape(7));
              manager.zeros(new Shape(2, 3));
            });

    assertTrue(
        description.contains("A forward pass leaves 1 of shape (2, 3), 1 of shape (7)."),
        description);
    assertFalse(growth.describe(() -> {}).contains("of shape"));
  }
}
