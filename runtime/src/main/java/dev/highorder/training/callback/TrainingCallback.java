package dev.highorder.training.callback;

import ai.djl.ndarray.NDArray;
import ai.djl.training.dataset.Batch;
import dev.highorder.storage.StorageException;
import dev.highorder.training.state.EpochResult;
import java.nio.file.Path;

/**
 * A part of a training run that is called at fixed points of the loop, and may act there: end the
 * run, choose other weights for the evaluation, or refuse a step by an exception.
 *
 * <p>This one ends a run at an accuracy:
 *
 * <pre>{@code
 * record StopAtAccuracy(double accuracy) implements TrainingCallback {
 *   public void onEpochEnd(TrainingContext run, EpochResult result) {
 *     if (result.validation().accuracy() >= accuracy) {
 *       run.finish();
 *     }
 *   }
 * }
 *
 * FitLoop.builder().setRecipe(recipe).optCallback(new StopAtAccuracy(0.95)).build();
 * }</pre>
 *
 * <p><b>Order.</b> At each point all callbacks are called one after another: {@link
 * DivergenceGuard}, {@link LeakGuard}, {@link MovingAverage}, {@link BestWeights}, {@link
 * OldCheckpoints}, those of the user in their order, {@link DjlListeners}, {@link Checkpointing}.
 * Thus a step that diverged is seen by nobody but the guard, best weights are those of the average,
 * and a checkpoint contains what every callback did before it.
 *
 * <p><b>Threads.</b> {@link #beforeUpdate}, {@link #afterUpdate} and {@link #onValidationBatch} are
 * part of the work on a batch: its tensors are open, and the engine may be used. All other methods
 * are called between batches, on the thread that called {@code fit} or {@code resume}; use the
 * engine there by {@link TrainingContext#onEngine}.
 *
 * <p><b>Failures.</b> An exception of a callback ends the run and is thrown by {@code fit} or
 * {@code resume} as it is. Checkpoints that were written stay, and the run can be resumed from
 * them.
 *
 * <p>A callback that must remember something when a run is resumed is a {@link StatefulCallback}.
 */
public interface TrainingCallback {

  /**
   * Called before the first step of a run, or of its resumption. The network has its parameters.
   *
   * @param run the run
   */
  default void onStart(TrainingContext run) {}

  /**
   * Returns how precisely the stages of a step are to be measured; the most precise answer of all
   * callbacks counts. By default nothing is measured.
   *
   * @param step the number of the step, from 1
   */
  default StageDetail stageDetail(long step) {
    return StageDetail.NOTHING;
  }

  /**
   * Called when the gradients of a batch are computed and clipped, and before the parameters
   * change. An exception leaves them as they are.
   */
  default void beforeUpdate(TrainingContext run, BatchResult batch) {}

  /** Called when the parameters have changed, while the tensors of the batch are still open. */
  default void afterUpdate(TrainingContext run, BatchResult batch) {}

  /**
   * Called after each training step, when its batch is closed and the state of the run counts it.
   */
  default void onBatchEnd(TrainingContext run) throws StorageException {}

  /**
   * Called for each batch of the evaluation.
   *
   * @param batch its tensors are open
   * @param logits {@code (batch, classes)}
   */
  default void onValidationBatch(TrainingContext run, Batch batch, NDArray logits) {}

  /**
   * Called after each epoch and its evaluation, when the state of the run counts it.
   *
   * @param result the result of the epoch
   */
  default void onEpochEnd(TrainingContext run, EpochResult result) throws StorageException {}

  /**
   * Called when a checkpoint is on disk.
   *
   * @param checkpoint its directory
   */
  default void onCheckpoint(TrainingContext run, Path checkpoint) {}

  /**
   * Called when the run is about to stop because {@code FitLoop.stop()} was called or its thread
   * was interrupted. The flag of the thread is cleared meanwhile, so files can be written.
   */
  default void onInterrupt(TrainingContext run) throws StorageException {}

  /** Called when the run is complete, before its weights are used; not if it failed. */
  default void onEnd(TrainingContext run) {}
}
