package dev.highorder.demo.cli.training;

import ai.djl.util.JsonUtils;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Everything that {@code train} was asked for apart from the recipe, which checkpoints hold. It is
 * saved as {@code job.json}, so that {@code resume} needs no options.
 *
 * @param engine its name is never empty once a run has begun, since another engine could not go on
 *     from the run's checkpoints
 */
public record TrainingJob(
    NetworkSpec network,
    DataSpec data,
    EngineSpec engine,
    CheckpointSpec checkpoints,
    Output output) {

  private static final String FORMAT_KEY = "format";
  private static final int FORMAT = 2;

  /** Returns the same job on another engine. */
  TrainingJob with(EngineSpec changed) {
    return new TrainingJob(network, data, changed, checkpoints, output);
  }

  /** Returns the same job with other checkpoints. */
  public TrainingJob with(CheckpointSpec changed) {
    return new TrainingJob(network, data, engine, changed, output);
  }

  void write(Path file) throws IOException {
    JsonObject json = new JsonObject();
    json.addProperty(FORMAT_KEY, FORMAT);
    JsonUtils.GSON.toJsonTree(this).getAsJsonObject().asMap().forEach(json::add);
    Files.writeString(file, JsonUtils.GSON_PRETTY.toJson(json) + "\n");
  }

  /**
   * Reads a job of this format or of the first one.
   *
   * @throws IOException if there is no such file, or it is not a job
   */
  public static TrainingJob read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(
          "%s is not a training directory: it has no %s. Give the directory beside the classifier"
                  .formatted(file.getParent(), file.getFileName())
              + " whose name ends in -training.");
    }
    try {
      return parse(file, JsonUtils.GSON.fromJson(Files.readString(file), JsonObject.class));
    } catch (RuntimeException e) { // Gson's
      throw new IOException(
          "%s cannot be read: %s. Start again with train.".formatted(file, e.getMessage()), e);
    }
  }

  private static TrainingJob parse(Path file, JsonObject json) throws IOException {
    if (json == null) {
      throw new IOException(file + " is empty. Start again with train.");
    }
    int format = json.has(FORMAT_KEY) ? json.get(FORMAT_KEY).getAsInt() : 1;
    if (format > FORMAT) {
      throw new IOException(
          "%s has format %d, but this version reads up to %d. Resume with the version that wrote it."
              .formatted(file, format, FORMAT));
    }
    TrainingJob job =
        JsonUtils.GSON.fromJson(format == 1 ? FlatJob.nested(json) : json, TrainingJob.class);
    if (!job.isComplete()) {
      throw new IOException(file + " is incomplete. Start again with train.");
    }
    return job;
  }

  private boolean isComplete() {
    return Stream.of(network, data, engine, checkpoints, output).allMatch(Objects::nonNull)
        && network.isComplete();
  }
}
