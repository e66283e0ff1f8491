package dev.highorder.demo.cli.training;

import ai.djl.util.JsonUtils;
import com.google.gson.JsonObject;
import dev.highorder.storage.AtomicFile;
import dev.highorder.storage.JsonFile;
import dev.highorder.storage.MayBeAbsent;
import dev.highorder.storage.StorageException;
import dev.highorder.text.ForeignText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Everything that {@code train} was asked for apart from the recipe, which checkpoints hold. It is
 * saved as {@code job.json}, so that {@code resume} needs no options. Its paths are absolute; in
 * the file, those near the training are {@linkplain JobPaths relative}.
 *
 * @param engine its name is never empty once a run has begun, since another engine cannot resume
 *     from the run's checkpoints
 * @param start null for new parameters
 */
public record TrainingJob(
    NetworkSpec network,
    DataSpec data,
    EngineSpec engine,
    CheckpointSpec checkpoints,
    Output output,
    @MayBeAbsent StartSpec start) {

  private static final String FORMAT_KEY = "format";
  private static final int FORMAT = 5;

  /** The last format whose paths are all absolute. */
  private static final int ABSOLUTE_FORMAT = 2;

  /** The last format whose networks have the names of that time. */
  private static final int EARLIER_NAMES_FORMAT = 4;

  /** Returns the same job on another engine. */
  TrainingJob with(EngineSpec changed) {
    return new TrainingJob(network, data, changed, checkpoints, output, start);
  }

  /** Returns the same job with another network. */
  TrainingJob with(NetworkSpec changed) {
    return new TrainingJob(changed, data, engine, checkpoints, output, start);
  }

  /** Returns the same job with other checkpoints. */
  public TrainingJob with(CheckpointSpec changed) {
    return new TrainingJob(network, data, engine, changed, output, start);
  }

  /** Returns the same job with another data set. */
  public TrainingJob with(DataSpec changed) {
    return new TrainingJob(network, changed, engine, checkpoints, output, start);
  }

  /** Returns the same job with another start. */
  TrainingJob with(StartSpec changed) {
    return new TrainingJob(network, data, engine, checkpoints, output, changed);
  }

  /** Returns the same job with another output. */
  public TrainingJob with(Output changed) {
    return new TrainingJob(network, data, engine, checkpoints, changed, start);
  }

  /**
   * Writes the job into the folder of its training. An older file is replaced when the new one is
   * complete.
   */
  void write(Path file) throws IOException {
    JsonObject json = new JsonObject();
    json.addProperty(FORMAT_KEY, FORMAT);
    TrainingJob stored = new JobPaths(file.getParent()).stored(this);
    JsonUtils.GSON.toJsonTree(stored).getAsJsonObject().asMap().forEach(json::add);
    AtomicFile.write(file, JsonUtils.GSON_PRETTY.toJson(json) + "\n");
  }

  /**
   * Reads a job of this format or an earlier one.
   *
   * @param file in the folder of its training, an absolute path
   * @throws IOException if there is no such file, or it is not a job
   */
  public static TrainingJob read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(
          "%s is not a training directory: it has no %s. Give the directory next to the classifier"
                  .formatted(ForeignText.show(file.getParent()), file.getFileName())
              + " whose name ends in -training.");
    }
    try {
      return parse(file, new JsonFile(file));
    } catch (InvalidPathException e) {
      throw new IOException(
          "%s names a path: %s".formatted(ForeignText.show(file), InvalidPaths.explain(e)), e);
    } catch (IllegalArgumentException e) { // a value is out of range
      throw StorageException.damaged(file, StorageException.reason(e), e);
    }
  }

  private static TrainingJob parse(Path file, JsonFile json) throws IOException {
    JsonObject content = json.read();
    int format = content.has(FORMAT_KEY) ? json.integer(content, FORMAT_KEY) : 1;
    if (format < 1 || format > FORMAT) {
      throw new IOException(
          "%s has format %s, but this version reads up to %s. Resume with the version that wrote it."
              .formatted(ForeignText.show(file), format, FORMAT));
    }
    TrainingJob job =
        json.convert(
            format == 1 ? FlatJob.nested(content) : content, TrainingJob.class, JsonUtils.GSON);
    if (format <= EARLIER_NAMES_FORMAT) {
      job = job.with(job.network().renamed());
    }
    job.check(file);
    JobPaths paths = new JobPaths(file.getParent());
    return format <= ABSOLUTE_FORMAT ? paths.moved(job) : paths.resolved(job);
  }

  /** Checks the ranges of the values, which {@code train} has checked before it wrote them. */
  private void check(Path file) {
    checkpoints.policy(file);
    network.requirePositive();
    data.requireInRange();
    if (engine.threads() < 0 || checkpoints.telemetry() < 0) {
      throw new IllegalArgumentException(
          "engine.threads is %s and checkpoints.telemetry %s"
              .formatted(engine.threads(), checkpoints.telemetry()));
    }
  }
}
