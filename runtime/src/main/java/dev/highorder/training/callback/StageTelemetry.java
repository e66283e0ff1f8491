package dev.highorder.training.callback;

import dev.highorder.training.diagnosis.StageNorms;
import java.util.function.Consumer;

/** Reports the sizes of all stages every so many training steps. */
public final class StageTelemetry implements TrainingCallback {

  private final int steps;
  private final Consumer<StageNorms> consumer;
  private StageNorms measured = StageNorms.NONE;

  /**
   * Creates the callback.
   *
   * @param steps at least 1; the stages of every so many steps are measured
   * @param consumer is given each measurement after its step
   * @throws IllegalArgumentException if {@code steps} is below 1
   */
  public StageTelemetry(int steps, Consumer<StageNorms> consumer) {
    if (steps < 1) {
      throw new IllegalArgumentException(
          "Stages cannot be measured every %s steps. Give at least 1.".formatted(steps));
    }
    this.steps = steps;
    this.consumer = consumer;
  }

  @Override
  public StageDetail stageDetail(long step) {
    return step % steps == 0 ? StageDetail.BATCH : StageDetail.NOTHING;
  }

  @Override
  public void afterUpdate(TrainingContext run, BatchResult batch) {
    measured = batch.stages();
  }

  @Override
  public void onBatchEnd(TrainingContext run) {
    if (run.state().position().step() % steps == 0) {
      consumer.accept(measured);
    }
  }
}
