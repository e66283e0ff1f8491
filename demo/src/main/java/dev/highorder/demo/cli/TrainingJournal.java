package dev.highorder.demo.cli;

import dev.highorder.training.EpochResult;
import dev.highorder.training.StateNorms;
import dev.highorder.training.TrainingObserver;
import dev.highorder.training.TrainingState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;

/** Keeps the files of a training that people look at up to date: metrics, curves, states. */
final class TrainingJournal implements TrainingObserver {

  private final TrainingDirectory directory;
  private final List<EpochResult> results = new ArrayList<>();

  TrainingJournal(TrainingDirectory directory) {
    this.directory = directory;
  }

  @Override
  public void onStart(TrainingState state) {
    results.addAll(state.results());
  }

  @Override
  public void onEpoch(EpochResult result) {
    results.add(result);
    StringBuilder text =
        new StringBuilder(
            "epoch,training_loss,training_accuracy,test_loss,test_accuracy,learning_rate,seconds,"
                + "pictures_per_second,waiting,arrays,resident_megabytes\n");
    for (EpochResult r : results) {
      text.append(
          String.format(
              Locale.ROOT,
              "%d,%.6f,%.6f,%.6f,%.6f,%.6g,%.2f,%.1f,%.4f,%d,%.1f%n",
              r.epoch(),
              r.training().loss(),
              r.training().accuracy(),
              r.validation().loss(),
              r.validation().accuracy(),
              r.learningRate(),
              r.seconds(),
              r.resources().picturesPerSecond(),
              r.resources().waiting(),
              r.resources().arrays(),
              r.resources().residentBytes() / 1e6));
    }
    write(directory.metrics(), text.toString());
    try {
      ImageIO.write(CurvesPicture.of(results), "png", directory.curves().toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void onStates(StateNorms states) {
    StringBuilder text = new StringBuilder();
    if (!Files.exists(directory.states())) {
      text.append("step,stack,block,stage,rms\n");
    }
    for (StateNorms.StateNorm state : states.states()) {
      text.append(
          String.format(
              Locale.ROOT,
              "%d,%d,%d,%d,%.6g%n",
              states.step(),
              state.stack(),
              state.block(),
              state.stage(),
              state.rms()));
    }
    write(
        directory.states(), text.toString(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static void write(Path file, String text, StandardOpenOption... options) {
    try {
      Files.writeString(file, text, options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
