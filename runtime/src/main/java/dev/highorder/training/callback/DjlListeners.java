package dev.highorder.training.callback;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.Batch;
import ai.djl.training.listener.EarlyStoppingListener;
import ai.djl.training.listener.TrainingListener;
import ai.djl.training.listener.TrainingListener.BatchData;
import dev.highorder.training.state.EpochResult;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Calls the {@link TrainingListener}s of DJL's trainer for batches and epochs. The trainer itself
 * calls them when a run begins and ends.
 *
 * <p>A listener that throws {@link EarlyStoppingListener.EarlyStoppedException} ends the run as
 * under DJL's {@code EasyTrain}; the epoch is evaluated and what was learned is kept.
 */
public final class DjlListeners implements TrainingCallback {

  /** A method of a listener that is called with a batch. */
  @FunctionalInterface
  private interface BatchEvent {
    void call(TrainingListener listener, Trainer trainer, BatchData data);
  }

  /** Creates a callback for the listeners that DJL's trainer has. */
  public DjlListeners() {}

  @Override
  public void afterUpdate(TrainingContext run, BatchResult batch) {
    call(run, batch.batch(), batch.logits(), TrainingListener::onTrainingBatch);
  }

  @Override
  public void onValidationBatch(TrainingContext run, Batch batch, NDArray logits) {
    call(run, batch, logits, TrainingListener::onValidationBatch);
  }

  @Override
  public void onEpochEnd(TrainingContext run, EpochResult result) {
    call(run, listener -> listener.onEpoch(run.trainer()));
  }

  private static void call(TrainingContext run, Batch batch, NDArray logits, BatchEvent event) {
    Device device = run.trainer().getManager().getDevice();
    Map<Device, NDList> labels = new ConcurrentHashMap<>(Map.of(device, batch.getLabels()));
    Map<Device, NDList> predictions = new ConcurrentHashMap<>(Map.of(device, new NDList(logits)));
    BatchData data = new BatchData(batch, labels, predictions);
    call(run, listener -> event.call(listener, run.trainer(), data));
  }

  private static void call(TrainingContext run, Consumer<TrainingListener> event) {
    try {
      run.trainer().notifyListeners(event);
    } catch (EarlyStoppingListener.EarlyStoppedException e) {
      run.finish();
    }
  }
}
