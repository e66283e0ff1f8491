package dev.highorder.demo.cli.training;

import dev.highorder.demo.cli.output.FailureText;
import dev.highorder.storage.FileContent;
import dev.highorder.storage.StorageException;
import dev.highorder.text.ForeignText;
import dev.highorder.training.callback.TrainingCallback;
import dev.highorder.training.callback.TrainingContext;
import java.io.IOException;
import java.util.List;

/**
 * Writes the job of a new run, and the files that its examples are prepared with, in place of those
 * of an older one, whose checkpoints are removed at the same point. A run that is refused does not
 * come that far.
 */
final class JobBeginning implements TrainingCallback {

  private final TrainingJob job;
  private final TrainingDirectory directory;
  private final List<FileContent> files;
  private boolean hasBegun;

  JobBeginning(TrainingJob job, TrainingDirectory directory, List<FileContent> files) {
    this.job = job;
    this.directory = directory;
    this.files = List.copyOf(files);
  }

  @Override
  public void onBatchEnd(TrainingContext run) throws StorageException {
    if (hasBegun) {
      return;
    }
    hasBegun = true;
    try {
      directory.begin(job, files);
    } catch (IOException e) {
      throw new StorageException(
          "%s is not written: %s. Make room, or choose another directory with --out."
              .formatted(ForeignText.show(directory.job()), FailureText.of(e)),
          e);
    }
  }
}
