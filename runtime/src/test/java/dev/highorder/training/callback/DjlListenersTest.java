package dev.highorder.training.callback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.training.Trainer;
import ai.djl.training.listener.EarlyStoppingListener;
import ai.djl.training.listener.TrainingListenerAdapter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DjlListenersTest {

  /** Records its calls, and throws in the epoch. */
  private static final class Recorder extends TrainingListenerAdapter {

    private final List<String> calls = new ArrayList<>();
    private final RuntimeException failure;
    private BatchData last;

    Recorder(RuntimeException failure) {
      this.failure = failure;
    }

    @Override
    public void onTrainingBatch(Trainer trainer, BatchData data) {
      calls.add("training");
      last = data;
    }

    @Override
    public void onValidationBatch(Trainer trainer, BatchData data) {
      calls.add("validation");
      last = data;
    }

    @Override
    public void onEpoch(Trainer trainer) {
      calls.add("epoch");
      if (failure != null) {
        throw failure;
      }
    }
  }

  @Test
  void passesOnBatchesAndEpochs() {
    Recorder recorder = new Recorder(null);
    DjlListeners callback = new DjlListeners();
    try (FakeRun run = new FakeRun(recorder)) {
      BatchResult batch = run.batch(1);
      callback.afterUpdate(run, batch);
      assertSame(batch.logits(), recorder.last.getPredictions().values().iterator().next().head());
      assertSame(batch.batch(), recorder.last.getBatch());
      callback.onValidationBatch(run, batch.batch(), batch.logits());
      callback.onEpochEnd(run, run.endEpoch(0.5));

      assertEquals(List.of("training", "validation", "epoch"), recorder.calls);
      assertFalse(run.isFinished);
    }
  }

  @Test
  void finishesTheRunWhenAListenerAsksForIt() {
    var stop = new EarlyStoppingListener.EarlyStoppedException(1, "enough");
    try (FakeRun run = new FakeRun(new Recorder(stop))) {
      new DjlListeners().onEpochEnd(run, run.endEpoch(0.5));

      assertTrue(run.isFinished);
    }
  }

  @Test
  void leavesOtherExceptionsAlone() {
    RuntimeException failure = new IllegalStateException("broken");
    try (FakeRun run = new FakeRun(new Recorder(failure))) {
      assertSame(
          failure,
          assertThrows(
              IllegalStateException.class,
              () -> new DjlListeners().onEpochEnd(run, run.endEpoch(0.5))));
    }
  }
}
