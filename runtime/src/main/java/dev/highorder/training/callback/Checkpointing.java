package dev.highorder.training.callback;

import dev.highorder.storage.StorageException;
import dev.highorder.text.ForeignText;
import dev.highorder.training.checkpoint.CheckpointPolicy;
import dev.highorder.training.checkpoint.Checkpoints;
import dev.highorder.training.state.EpochResult;
import dev.highorder.training.state.Position;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Writes checkpoints: after each epoch, within epochs when the policy says so, and when the run is
 * interrupted. It comes last among the callbacks, so that a checkpoint contains what they did.
 */
public final class Checkpointing implements TrainingCallback {

  private final Checkpoints checkpoints;
  private long savedAt;
  private long savedStep;

  /**
   * Creates the callback.
   *
   * @param checkpoints open while the run lasts
   */
  public Checkpointing(Checkpoints checkpoints) {
    this.checkpoints = checkpoints;
  }

  @Override
  public void onStart(TrainingContext run) {
    savedAt = System.nanoTime();
    savedStep = run.state().position().step();
  }

  @Override
  public void onBatchEnd(TrainingContext run) throws StorageException {
    Position position = run.state().position();
    if (position.batch() < run.batchesPerEpoch() && isDue(position.step())) {
      save(run);
    } // After the last batch of an epoch the evaluation follows, and then a checkpoint.
  }

  private boolean isDue(long step) {
    CheckpointPolicy policy = checkpoints.policy();
    Duration since = Duration.ofNanos(System.nanoTime() - savedAt);
    return (policy.steps() > 0 && step % policy.steps() == 0)
        || since.compareTo(policy.interval()) >= 0;
  }

  @Override
  public void onEpochEnd(TrainingContext run, EpochResult result) throws StorageException {
    save(run);
  }

  @Override
  public void onInterrupt(TrainingContext run) throws StorageException {
    if (run.state().position().step() != savedStep) {
      save(run);
    }
  }

  private void save(TrainingContext run) throws StorageException {
    Path written;
    try {
      written = checkpoints.write(run.snapshot());
    } catch (StorageException e) {
      String last =
          run.lastCheckpoint()
              .map(path -> "The last good checkpoint is %s.".formatted(ForeignText.show(path)))
              .orElse("There is no checkpoint yet.");
      throw new StorageException(e.getMessage() + " " + last, e);
    }
    savedAt = System.nanoTime();
    savedStep = run.state().position().step();
    checkpoints.prune(run.state().results(), written);
    run.checkpointWritten(written);
  }
}
