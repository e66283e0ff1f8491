package dev.highorder.demo.cli;

import dev.highorder.training.callback.TrainingCallback;
import dev.highorder.training.callback.TrainingContext;
import dev.highorder.training.diagnosis.StageNorms;
import dev.highorder.training.state.EpochResult;
import dev.highorder.training.state.TrainingState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;

/** Keeps the files of a training that people look at up to date: metrics, curves, states. */
final class TrainingJournal implements TrainingCallback {

  private final TrainingDirectory directory;
  private final List<EpochResult> results = new ArrayList<>();
  private boolean hasFailed;

  TrainingJournal(TrainingDirectory directory) {
    this.directory = directory;
  }

  @Override
  public void onStart(TrainingContext run) {
    TrainingState state = run.state();
    results.addAll(state.results());
    warnOnFailure(() -> forgetStagesAfter(state.position().step()));
    if (!results.isEmpty()) {
      writeResults();
    }
  }

  /** A killed training told of steps that are taken again now. */
  private void forgetStagesAfter(long step) throws IOException {
    if (Files.exists(directory.states())) {
      List<String> lines = Files.readAllLines(directory.states());
      List<String> kept = new ArrayList<>();
      for (String line : lines) {
        String first = line.split(",", 2)[0];
        if (!first.matches("\\d+") || Long.parseLong(first) <= step) {
          kept.add(line);
        }
      }
      Files.write(directory.states(), kept);
    }
  }

  @Override
  public void onEpochEnd(TrainingContext run, EpochResult result) {
    add(result);
  }

  void add(EpochResult result) {
    results.add(result);
    writeResults();
  }

  private void writeResults() {
    warnOnFailure(() -> Files.writeString(directory.metrics(), metrics()));
    warnOnFailure(() -> ImageIO.write(CurvesChart.of(results), "png", directory.curves().toFile()));
  }

  private String metrics() {
    StringBuilder text =
        new StringBuilder(
            "epoch,training_loss,training_accuracy,test_loss,test_accuracy,learning_rate,seconds,"
                + "images_per_second,waiting,arrays,resident_megabytes,java_heap_megabytes\n");
    for (EpochResult r : results) {
      text.append(
          String.format(
              Locale.ROOT,
              "%d,%.6f,%.6f,%.6f,%.6f,%.6g,%.2f,%.1f,%.4f,%d,%.1f,%.1f%n",
              r.epoch(),
              r.training().loss(),
              r.training().accuracy(),
              r.validation().loss(),
              r.validation().accuracy(),
              r.learningRate(),
              r.seconds(),
              r.resources().examplesPerSecond(),
              r.resources().waiting(),
              r.resources().arrays(),
              r.resources().residentBytes() / 1e6,
              r.resources().heapBytes() / 1e6));
    }
    return text.toString();
  }

  void writeStages(StageNorms norms) {
    StringBuilder text = new StringBuilder();
    if (!Files.exists(directory.states())) {
      text.append("step,stack,block,stage,rms\n");
    }
    for (StageNorms.StageNorm stage : norms.stages()) {
      text.append(
          String.format(
              Locale.ROOT,
              "%d,%d,%d,%d,%.6g%n",
              norms.step(),
              stage.stack(),
              stage.block(),
              stage.stage(),
              stage.rms()));
    }
    warnOnFailure(
        () ->
            Files.writeString(
                directory.states(),
                text.toString(),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND));
  }

  /** Writes a file. */
  @FunctionalInterface
  private interface Writing {
    void run() throws IOException;
  }

  /** Files that are only looked at must not end a training of days: the first failure is told. */
  private void warnOnFailure(Writing writing) {
    try {
      writing.run();
    } catch (IOException | RuntimeException | LinkageError e) {
      if (!hasFailed) {
        System.err.printf(
            "metrics, curves or states are not written: %s. The training goes on.%n", e);
      }
      hasFailed = true;
    }
  }
}
