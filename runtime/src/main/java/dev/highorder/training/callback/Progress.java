package dev.highorder.training.callback;

import dev.highorder.training.state.Position;
import dev.highorder.training.state.TrainingState;
import java.time.Duration;
import java.util.function.Consumer;

/** Reports after each training step how far the run is, and estimates the time that remains. */
public final class Progress implements TrainingCallback {

  private final Consumer<TrainingProgress> consumer;
  private long startNanos;
  private long firstStep;

  /**
   * Creates the callback.
   *
   * @param consumer is given the progress after each step
   */
  public Progress(Consumer<TrainingProgress> consumer) {
    this.consumer = consumer;
  }

  @Override
  public void onStart(TrainingContext run) {
    startNanos = System.nanoTime();
    firstStep = run.state().position().step();
  }

  @Override
  public void onBatchEnd(TrainingContext run) {
    TrainingState state = run.state();
    Position position = state.position();
    Duration elapsed = Duration.ofNanos(System.nanoTime() - startNanos);
    long done = position.step() - firstStep;
    long remaining = (long) state.recipe().epochs() * run.batchesPerEpoch() - position.step();
    consumer.accept(
        new TrainingProgress(
            position.epoch() + 1,
            state.recipe().epochs(),
            position.batch(),
            run.batchesPerEpoch(),
            state.soFar().evaluation(),
            elapsed,
            Duration.ofNanos((long) (elapsed.toNanos() * ((double) remaining / done)))));
  }
}
