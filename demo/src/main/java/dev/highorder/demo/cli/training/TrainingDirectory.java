package dev.highorder.demo.cli.training;

import dev.highorder.demo.cli.output.OutputFile;
import dev.highorder.storage.FileContent;
import dev.highorder.text.ForeignText;
import dev.highorder.training.checkpoint.CheckpointPolicy;
import dev.highorder.training.checkpoint.Checkpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The directory of a training run: its job, checkpoints, metrics and curves.
 *
 * @param path the directory itself
 */
public record TrainingDirectory(Path path) {

  /** Returns the directory next to a classifier, with {@code -training} appended to its name. */
  public static TrainingDirectory nextTo(Path classifier) {
    Path absolute = classifier.toAbsolutePath().normalize();
    if (absolute.getFileName() == null) {
      throw new IllegalArgumentException(
          "%s is the root of a file system. Choose a directory in it."
              .formatted(ForeignText.show(classifier)));
    }
    return new TrainingDirectory(absolute.resolveSibling(absolute.getFileName() + "-training"));
  }

  /** Returns the file with the options of {@code train}, for {@code resume}. */
  public Path job() {
    return path.resolve("job.json");
  }

  /** Returns the folder of the checkpoints. */
  public Path checkpoints() {
    return path.resolve("checkpoints");
  }

  /** Returns the metrics, a line for each epoch. */
  Path metrics() {
    return path.resolve("metrics.csv");
  }

  /** Returns the norms of the stages, which {@code --telemetry} writes. */
  Path stages() {
    return path.resolve("stages.csv");
  }

  /** Returns the metrics as a chart. */
  Path curves() {
    return path.resolve("curves.png");
  }

  /**
   * Returns the training directory that a path names: itself, its folder of checkpoints, or one of
   * these, as the messages of a stopped run name it.
   */
  public static TrainingDirectory of(Path named) {
    Path absolute = named.toAbsolutePath().normalize();
    Path parent = absolute.getParent();
    if (isCheckpoints(absolute)) {
      return new TrainingDirectory(parent);
    }
    return isCheckpoints(parent)
        ? new TrainingDirectory(parent.getParent())
        : new TrainingDirectory(absolute);
  }

  private static boolean isCheckpoints(Path folder) {
    return folder != null
        && folder.getParent() != null
        && folder.equals(new TrainingDirectory(folder.getParent()).checkpoints())
        && Files.exists(new TrainingDirectory(folder.getParent()).job());
  }

  /**
   * Checks that a training run may begin here. Nothing is removed.
   *
   * @param overwrite whether an older run may be removed
   * @throws IOException if there is an older run, which may not be removed, if a run is going on,
   *     or if the directory cannot be written
   */
  public void requireFree(boolean overwrite) throws IOException {
    if (!overwrite && Checkpoints.newest(checkpoints()).isPresent()) {
      throw new IOException(
          "%s holds a training run already. Continue it with 'resume %s', or add --overwrite."
              .formatted(ForeignText.show(path), ForeignText.show(path)));
    }
    if (Files.isDirectory(checkpoints())) {
      Checkpoints.open(CheckpointPolicy.in(checkpoints())).close(); // fails while a run goes on
    }
    if (Files.exists(path)) {
      new OutputFile(job()).requireWritable();
    }
  }

  /**
   * Removes the records of an older run and writes the job; its checkpoints are gone already.
   *
   * @param files what examples are prepared with; they are copied, since {@code resume} needs them
   */
  void begin(TrainingJob job, List<FileContent> files) throws IOException {
    for (Path file : new Path[] {metrics(), stages(), curves()}) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        // What is in the way of a file that is only looked at is reported when that is written.
      }
    }
    for (FileContent file : files) {
      file.writeInto(path);
    }
    job.with(job.data().withFilesIn(path)).write(job());
  }
}
