package dev.highorder.training;

import static dev.highorder.training.ColourTraining.train;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.recipe.TrainingRecipe;
import dev.highorder.storage.StorageException;
import dev.highorder.training.ColourTraining.Outcome;
import dev.highorder.training.callback.BatchResult;
import dev.highorder.training.callback.TrainingCallback;
import dev.highorder.training.callback.TrainingContext;
import dev.highorder.training.checkpoint.Checkpoints;
import dev.highorder.training.state.EpochResult;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** An interrupt of the thread that trains, as by {@code Future.cancel(true)}, acts like a stop. */
class FitLoopInterruptTest extends InterruptedRun {

  private static final int STEPS = 3;

  /** Interrupts the training thread in the middle of a step, from the engine's thread if any. */
  private static final class WithinAStep implements TrainingCallback {

    private Thread thread;
    private int taken;

    @Override
    public void onStart(TrainingContext run) {
      thread = Thread.currentThread();
    }

    @Override
    public void afterUpdate(TrainingContext run, BatchResult batch) {
      if (++taken == STEPS) {
        thread.interrupt();
      }
    }
  }

  /** Trains until a callback interrupts the thread, and checks how the run ended. */
  private void assertStops(TrainingRecipe recipe, TrainingCallback interrupting, long steps)
      throws StorageException {
    String message =
        assertThrows(
                TrainingStoppedException.class,
                () ->
                    train(
                        ColourTraining.networkWithDropout(),
                        1,
                        model -> loop(recipe, interrupting).fit(model, IMAGES, IMAGES)))
            .getMessage();

    assertTrue(Thread.interrupted(), "the thread is interrupted again");
    assertTrue(message.contains("resume from " + policy().directory()), message);
    assertEquals(
        steps,
        Checkpoints.newest(policy().directory()).orElseThrow().state().position().step(),
        message);
  }

  @Test
  void anInterruptWithinAStepSavesItAndResumingGoesOnExactly() throws StorageException {
    TrainingRecipe recipe = recipe().build();
    Outcome whole =
        train(
            ColourTraining.networkWithDropout(),
            1,
            model -> FitLoop.builder().setRecipe(recipe).build().fit(model, IMAGES, IMAGES));

    assertStops(recipe, new WithinAStep(), STEPS);

    assertEquals(whole.parameters(), resumeToTheEnd(recipe).parameters());
  }

  @Test
  void anInterruptAfterAnEpochFindsItsCheckpointWritten() throws StorageException {
    TrainingCallback afterEpoch =
        new TrainingCallback() {
          @Override
          public void onEpochEnd(TrainingContext run, EpochResult result) {
            Thread.currentThread().interrupt();
          }
        };

    assertStops(recipe().build(), afterEpoch, 6);
  }

  /** Callbacks may write files themselves. */
  @Test
  void theFlagIsClearWhileCallbacksAreCalled() throws StorageException {
    TrainingCallback checking =
        new TrainingCallback() {
          @Override
          public void onCheckpoint(TrainingContext run, Path checkpoint) {
            assertFalse(Thread.currentThread().isInterrupted());
          }

          @Override
          public void onInterrupt(TrainingContext run) {
            assertFalse(Thread.currentThread().isInterrupted());
          }
        };
    Thread.currentThread().interrupt();

    assertStops(recipe().build(), checking, 1);
  }
}
