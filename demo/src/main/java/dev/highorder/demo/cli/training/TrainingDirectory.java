package dev.highorder.demo.cli.training;

import dev.highorder.training.checkpoint.Checkpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The directory of a training run: its job, checkpoints, metrics and curves.
 *
 * @param path the directory itself
 */
public record TrainingDirectory(Path path) {

  /** Returns the directory next to a classifier, with {@code -training} appended to its name. */
  public static TrainingDirectory nextTo(Path classifier) {
    Path absolute = classifier.toAbsolutePath().normalize();
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
   * Checks that a training run may begin here.
   *
   * @param overwrite whether an older run may be removed
   * @throws IOException if there is an older run, which may not be removed
   */
  public void requireFree(boolean overwrite) throws IOException {
    if (!overwrite && Checkpoints.newest(checkpoints()).isPresent()) {
      throw new IOException(
          "%s holds a training run already. Continue it with 'resume %s', or add --overwrite."
              .formatted(path, path));
    }
  }

  /** Empties the directory and writes the job; called last before the first training step. */
  void begin(TrainingJob job) throws IOException {
    if (Files.exists(checkpoints())) {
      Checkpoints.clear(checkpoints());
    }
    for (Path file : new Path[] {metrics(), stages(), curves()}) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        // What is in the way of a file that is only looked at is reported when that is written.
      }
    }
    Files.createDirectories(path);
    job.write(job());
  }
}
