package dev.highorder.training.callback;

import dev.highorder.storage.StorageException;
import dev.highorder.training.checkpoint.Checkpoints;

/**
 * Removes the checkpoints of an older run when the first training step of a new run is done, if
 * their {@linkplain dev.highorder.training.checkpoint.CheckpointPolicy#replacing policy} says so.
 * Whatever refuses the new run, or fails in its first step, has then removed nothing.
 */
public final class OldCheckpoints implements TrainingCallback {

  private final Checkpoints checkpoints;
  private boolean areRemoved;

  /**
   * Creates the callback.
   *
   * @param checkpoints open while the run lasts
   */
  public OldCheckpoints(Checkpoints checkpoints) {
    this.checkpoints = checkpoints;
  }

  @Override
  public void onStart(TrainingContext run) {
    boolean isResumed = run.state().position().step() > 0;
    areRemoved = isResumed || !checkpoints.policy().replaces();
  }

  @Override
  public void onBatchEnd(TrainingContext run) throws StorageException {
    if (!areRemoved) {
      checkpoints.clear();
      areRemoved = true;
    }
  }
}
