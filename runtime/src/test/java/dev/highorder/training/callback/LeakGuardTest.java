package dev.highorder.training.callback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeakGuardTest {

  private static final int STEPS = 1000;

  private final FakeRun run = new FakeRun();
  private final LeakGuard guard = new LeakGuard();

  @AfterEach
  void close() {
    run.close();
  }

  /** Five windows of 50 steps, of which four have more arrays than the one before. */
  @Test
  void endsARunInWhichEachStepLeavesAnArray() {
    guard.onStart(run);
    BatchResult batch = run.batch(1);
    int[] steps = {0};

    String message =
        assertThrows(
                ArrayLeakException.class,
                () -> {
                  while (steps[0] < STEPS) {
                    steps[0]++;
                    run.manager().zeros(new Shape(1));
                    guard.afterUpdate(run, batch);
                  }
                })
            .getMessage();

    assertEquals(250, steps[0]);
    assertTrue(message.startsWith("Arrays accumulate with every step. "), message);
    assertTrue(message.contains("they come from a callback, a listener or the loss"), message);
    assertTrue(message.endsWith("or create them in the manager of the input."), message);
  }

  @Test
  void acceptsARunThatClosesItsArrays() {
    guard.onStart(run);
    BatchResult batch = run.batch(1);
    for (int step = 0; step < STEPS; step++) {
      run.manager().zeros(new Shape(1)).close();
      guard.afterUpdate(run, batch);
    }
    assertTrue(batch.data().getShape().get(0) == 2, "the batch is still open");
  }
}
