package dev.highorder.demo.cli.training;

import dev.highorder.demo.chart.CurvesChart;
import dev.highorder.demo.cli.output.FailureText;
import dev.highorder.demo.cli.output.PngFile;
import dev.highorder.text.ForeignText;
import dev.highorder.training.callback.TrainingCallback;
import dev.highorder.training.callback.TrainingContext;
import dev.highorder.training.diagnosis.StageNorms;
import dev.highorder.training.state.EpochResult;
import dev.highorder.training.state.TrainingState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The files of a training run that people look at: metrics, curves and stage norms. */
final class TrainingJournal implements TrainingCallback {

  private final TrainingDirectory directory;
  private final List<EpochResult> results = new ArrayList<>();
  private final Set<Path> failed = new HashSet<>();

  TrainingJournal(TrainingDirectory directory) {
    this.directory = directory;
  }

  @Override
  public void onStart(TrainingContext run) {
    TrainingState state = run.state();
    results.addAll(state.results());
    if (state.position().step() > 0) { // the files of an older run are not this one's
      attempt(directory.stages(), () -> forgetStagesAfter(state.position().step()));
    }
    if (!results.isEmpty()) {
      writeResults();
    }
  }

  /** A killed run may have recorded training steps that are now repeated. */
  private void forgetStagesAfter(long step) throws IOException {
    if (Files.exists(directory.stages())) {
      List<String> lines = Files.readAllLines(directory.stages());
      List<String> kept = new ArrayList<>();
      for (String line : lines) {
        String first = line.split(",", 2)[0];
        if (!first.matches("\\d+") || Long.parseLong(first) <= step) {
          kept.add(line);
        }
      }
      Files.write(directory.stages(), kept);
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
    attempt(directory.metrics(), () -> Files.writeString(directory.metrics(), metrics()));
    attempt(
        directory.curves(), () -> PngFile.write(directory.curves(), () -> CurvesChart.of(results)));
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
              "%s,%.6f,%.6f,%.6f,%.6f,%.6g,%.2f,%.1f,%.4f,%s,%.1f,%.1f%n",
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
    if (!Files.exists(directory.stages())) {
      text.append("step,stack,block,stage,rms\n");
    }
    for (StageNorms.StageNorm norm : norms.stages()) {
      text.append(
          String.format(
              Locale.ROOT,
              "%s,%s,%s,%s,%.6g%n",
              norms.step(),
              norm.stack(),
              norm.block(),
              norm.stage(),
              norm.rms()));
    }
    attempt(
        directory.stages(),
        () ->
            Files.writeString(
                directory.stages(),
                text.toString(),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND));
  }

  /** An action that writes a file. */
  @FunctionalInterface
  private interface Writing {
    void run() throws IOException;
  }

  /**
   * Writes a file that is only looked at. That must not end a run of days, whatever is thrown: an
   * error of Java's fonts, or a heap that is too full for a chart. The first failure of each file
   * is reported.
   */
  private void attempt(Path file, Writing writing) {
    try {
      if (Files.exists(file) && !Files.isRegularFile(file)) { // a pipe would wait for a reader
        throw new IOException("it is not a regular file");
      }
      writing.run();
    } catch (Throwable e) {
      if (failed.add(file)) {
        String name = ForeignText.show(file);
        String reason = ForeignText.showMessage(FailureText.of(e));
        System.err.printf(
            "%s%s The training run continues.%n",
            reason.startsWith(name + " is not ") ? "" : name + " is not written: ",
            reason.endsWith(".") ? reason : reason + ".");
      }
    }
  }
}
