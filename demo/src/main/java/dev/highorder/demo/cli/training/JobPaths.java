package dev.highorder.demo.cli.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * The paths of a job as {@code job.json} holds them. Those next to the training's folder or beneath
 * it are relative to that folder, so that all can be moved together; others are absolute.
 *
 * @param training the folder of the training, an absolute path
 */
record JobPaths(Path training) {

  /** Returns the job with its paths as they are stored. */
  TrainingJob stored(TrainingJob job) {
    return changed(job, this::stored);
  }

  /** Returns a stored job with absolute paths. */
  TrainingJob resolved(TrainingJob job) {
    return changed(job, path -> training.resolve(path).normalize().toString());
  }

  /**
   * Returns a job whose paths are all absolute, as the first formats have them, with the paths of
   * today. A training was begun next to its classifier; if it is elsewhere now, then it was moved,
   * and what lay next to it was moved with it, except a data set that is not there. Nothing is ever
   * written to the old place.
   */
  TrainingJob moved(TrainingJob job) {
    Path classifier = Path.of(job.output().classifier());
    if (!classifier.isAbsolute()) { // written on a system with other paths
      return job.with(job.output().to(besideTraining().toString()));
    }
    Path before = TrainingDirectory.nextTo(classifier).path();
    if (isHere(before)) {
      return job;
    }
    TrainingJob moved = resolved(new JobPaths(before).stored(job));
    return moved.data().isThere() ? moved : moved.with(job.data());
  }

  private Path besideTraining() {
    String name = training.getFileName().toString().replaceFirst("-training$", "");
    return training.resolveSibling(name);
  }

  private boolean isHere(Path before) {
    try {
      return before.equals(training) || Files.isSameFile(before, training);
    } catch (IOException e) {
      return false; // it is not there any more
    }
  }

  private String stored(String path) {
    Path absolute = Path.of(path);
    Path around = training.getParent();
    if (around == null || !absolute.startsWith(around)) {
      return path;
    }
    String separator = training.getFileSystem().getSeparator();
    return training.relativize(absolute).toString().replace(separator, "/");
  }

  private static TrainingJob changed(TrainingJob job, UnaryOperator<String> change) {
    Output output = job.output();
    DataSpec data = job.data().in(orNull(job.data().folder(), change));
    data = data.with(data.layout().testIn(orNull(data.layout().test(), change)));
    RowsSpec rows = data.rows();
    TrainingJob changed =
        job.start() == null
            ? job
            : job.with(job.start().in(change.apply(job.start().classifier())));
    return changed
        .with(rows == null ? data : data.with(changed(rows, change)))
        .with(
            new Output(
                change.apply(output.classifier()),
                output.overwrite(),
                orNull(output.samples(), change)));
  }

  private static RowsSpec changed(RowsSpec rows, UnaryOperator<String> change) {
    return rows.testIn(orNull(rows.test(), change)).tokenizedBy(orNull(rows.tokenizer(), change));
  }

  private static String orNull(String path, UnaryOperator<String> change) {
    return path == null ? null : change.apply(path);
  }
}
