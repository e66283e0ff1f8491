package dev.highorder.demo.cli;

import dev.highorder.training.checkpoint.Checkpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The directory of a training: its job, checkpoints, metrics and curves.
 *
 * @param path by default beside the classifier, with {@code -training} at the end of its name
 */
record TrainingDirectory(Path path) {

  static TrainingDirectory beside(Path classifier) {
    Path absolute = classifier.toAbsolutePath().normalize();
    return new TrainingDirectory(absolute.resolveSibling(absolute.getFileName() + "-training"));
  }

  /** What resume needs. */
  Path job() {
    return path.resolve("job.json");
  }

  /** The checkpoints. */
  Path checkpoints() {
    return path.resolve("checkpoints");
  }

  /** A line for each epoch. */
  Path metrics() {
    return path.resolve("metrics.csv");
  }

  /** The sizes of states, if they were asked for. */
  Path states() {
    return path.resolve("states.csv");
  }

  /** The metrics as an image. */
  Path curves() {
    return path.resolve("curves.png");
  }

  /**
   * Checks that a training may begin here.
   *
   * @param overwrite whether an older training may be removed
   * @throws IOException if there is one that may not
   */
  void requireFree(boolean overwrite) throws IOException {
    if (!overwrite && Checkpoints.newest(checkpoints()).isPresent()) {
      throw new IOException(
          "%s holds a training already. Go on with 'resume %s', or start anew with --overwrite."
              .formatted(path, path));
    }
  }

  /** Makes an empty directory with a job, when nothing else can go wrong before the first step. */
  void begin(TrainingJob job) throws IOException {
    if (Files.exists(checkpoints())) {
      Checkpoints.clear(checkpoints());
    }
    for (Path file : new Path[] {metrics(), states(), curves()}) {
      Files.deleteIfExists(file);
    }
    Files.createDirectories(path);
    job.write(job());
  }
}
