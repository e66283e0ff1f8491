package dev.highorder.training.callback;

import ai.djl.ndarray.NDArray;
import ai.djl.training.dataset.Batch;
import dev.highorder.storage.StorageException;
import dev.highorder.training.state.EpochResult;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A callback whose failures do not end the run: for progress, records and charts, which only show
 * what happens. What it throws first is reported, and from then on it is left out.
 *
 * <p>Every {@code Throwable} counts, errors included: Java's fonts throw {@code InternalError}
 * where there are none, and a chart for which the heap has no room any more is no reason to lose a
 * run of days. If the run itself has no room, its own next allocation says so.
 *
 * <pre>{@code
 * FitLoop.builder()
 *     .optCallback(new BestEffort(chart, e -> LOGGER.warn("The chart is not drawn", e)))
 * }</pre>
 */
public final class BestEffort implements TrainingCallback {

  private final TrainingCallback callback;
  private final Consumer<Throwable> report;
  private boolean hasFailed;

  /** A call of the callback. */
  @FunctionalInterface
  private interface Call {
    void run() throws StorageException;
  }

  /**
   * Creates the callback.
   *
   * @param callback the callback that is called; none with a memory, since checkpoints would lack
   *     it
   * @param report is given what the callback throws first
   * @throws IllegalArgumentException if the callback is a {@link StatefulCallback}
   */
  public BestEffort(TrainingCallback callback, Consumer<Throwable> report) {
    this.callback = Objects.requireNonNull(callback, "callback");
    this.report = Objects.requireNonNull(report, "report");
    if (callback instanceof StatefulCallback stateful) {
      throw new IllegalArgumentException(
          "The callback '%s' has a memory, which a run cannot do without. Add it by itself."
              .formatted(stateful.name()));
    }
  }

  private void attempt(Call call) {
    if (hasFailed) {
      return;
    }
    try {
      call.run();
    } catch (Throwable e) {
      hasFailed = true;
      report.accept(e);
    }
  }

  @Override
  public void onStart(TrainingContext run) {
    attempt(() -> callback.onStart(run));
  }

  @Override
  public StageDetail stageDetail(long step) {
    StageDetail[] detail = {StageDetail.NOTHING};
    attempt(() -> detail[0] = callback.stageDetail(step));
    return detail[0];
  }

  @Override
  public void beforeUpdate(TrainingContext run, BatchResult batch) {
    attempt(() -> callback.beforeUpdate(run, batch));
  }

  @Override
  public void afterUpdate(TrainingContext run, BatchResult batch) {
    attempt(() -> callback.afterUpdate(run, batch));
  }

  @Override
  public void onBatchEnd(TrainingContext run) {
    attempt(() -> callback.onBatchEnd(run));
  }

  @Override
  public void onValidationBatch(TrainingContext run, Batch batch, NDArray logits) {
    attempt(() -> callback.onValidationBatch(run, batch, logits));
  }

  @Override
  public void onEpochEnd(TrainingContext run, EpochResult result) {
    attempt(() -> callback.onEpochEnd(run, result));
  }

  @Override
  public void onCheckpoint(TrainingContext run, Path checkpoint) {
    attempt(() -> callback.onCheckpoint(run, checkpoint));
  }

  @Override
  public void onInterrupt(TrainingContext run) {
    attempt(() -> callback.onInterrupt(run));
  }

  @Override
  public void onEnd(TrainingContext run) {
    attempt(() -> callback.onEnd(run));
  }
}
