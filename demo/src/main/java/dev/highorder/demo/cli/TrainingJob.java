package dev.highorder.demo.cli;

import ai.djl.util.JsonUtils;
import com.google.gson.annotations.SerializedName;
import dev.highorder.network.Layout;
import dev.highorder.network.Transition;
import dev.highorder.source.BadImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What {@code train} was asked for, apart from the recipe, so that {@code resume} needs to be told
 * nothing: {@code job.json}. Paths are absolute.
 *
 * @param data null for drawn shapes
 * @param layout null for what the network needs
 * @param transition null for what the layout needs
 * @param engine the engine's name, never empty once a training has begun: another engine could not
 *     go on with its state
 * @param samples null for none
 */
record TrainingJob(
    String net,
    List<Integer> widths,
    List<Integer> blocks,
    Layout layout,
    Transition transition,
    String data,
    int limit,
    int scaleTo,
    @SerializedName(value = "badImages", alternate = "badPictures") BadImages badImages,
    String engine,
    String device,
    int threads,
    String out,
    boolean overwrite,
    String samples,
    CheckpointOptions.Chosen checkpoints) {

  /** Returns the same job on the engine that was started for it. */
  TrainingJob on(String started) {
    return copy(started, checkpoints);
  }

  /** Returns the same job with other checkpoints. */
  TrainingJob with(CheckpointOptions.Chosen changed) {
    return copy(engine, changed);
  }

  private TrainingJob copy(String ofEngine, CheckpointOptions.Chosen ofCheckpoints) {
    return new TrainingJob(
        net,
        widths,
        blocks,
        layout,
        transition,
        data,
        limit,
        scaleTo,
        badImages,
        ofEngine,
        device,
        threads,
        out,
        overwrite,
        samples,
        ofCheckpoints);
  }

  void write(Path file) throws IOException {
    Files.writeString(file, JsonUtils.GSON_PRETTY.toJson(this) + "\n");
  }

  static TrainingJob read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(
          "%s is not there, so %s holds no training. Give the directory beside the classifier that"
                  .formatted(file.getFileName(), file.getParent())
              + " ends in -training.");
    }
    try {
      TrainingJob job = JsonUtils.GSON.fromJson(Files.readString(file), TrainingJob.class);
      if (job == null || job.net() == null || job.widths() == null || job.blocks() == null) {
        throw new IOException(file + " is incomplete. Start the training anew with train.");
      }
      return job;
    } catch (RuntimeException e) { // Gson's
      throw new IOException(
          "%s is no job: %s. Start the training anew with train.".formatted(file, e.getMessage()),
          e);
    }
  }
}
