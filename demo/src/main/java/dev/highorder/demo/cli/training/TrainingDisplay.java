package dev.highorder.demo.cli.training;

import dev.highorder.recipe.TrainingRecipe;
import dev.highorder.training.callback.TrainingCallback;
import dev.highorder.training.callback.TrainingContext;
import dev.highorder.training.callback.TrainingProgress;
import dev.highorder.training.state.EpochResult;
import dev.highorder.training.state.Position;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import picocli.CommandLine;

/**
 * The progress of a training run on the error stream: on a terminal a bar with the remaining time,
 * elsewhere a line every ten seconds, and a line for each epoch.
 */
final class TrainingDisplay implements TrainingCallback, AutoCloseable {

  /** The recipe that a resumed run had before; empty for a run from its start. */
  private final Optional<TrainingRecipe> before;

  private static final Duration INTERVAL = Duration.ofSeconds(10);
  private static final int BAR_WIDTH = 100;

  private final boolean onTerminal = CommandLine.Help.Ansi.AUTO.enabled();
  private ProgressBar bar;
  private Duration lastLine = Duration.ZERO;

  TrainingDisplay(Optional<TrainingRecipe> before) {
    this.before = before;
  }

  private static ProgressBar bar(TrainingProgress progress) {
    return new ProgressBarBuilder()
        .setInitialMax((long) progress.epochs() * progress.batches())
        .setTaskName("training")
        .setStyle(ProgressBarStyle.ASCII)
        .setConsumer(new ConsoleProgressBarConsumer(System.err, BAR_WIDTH))
        .build();
  }

  @Override
  public void onStart(TrainingContext run) {
    Position position = run.state().position();
    if (position.step() > 0) {
      System.err.printf(
          "resuming after %s training steps: epoch %s, batch %s%n",
          position.step(), position.epoch() + 1, position.batch());
      before.ifPresent(recipe -> showSeam(run, recipe));
    }
  }

  /** Shows the learning rates on both sides of the seam if the recipe has changed there. */
  private static void showSeam(TrainingContext run, TrainingRecipe before) {
    TrainingRecipe now = run.state().recipe();
    boolean hasOtherEpochs = before.epochs() != now.epochs();
    if (!hasOtherEpochs && before.learningRate().equals(now.learningRate())) {
      return;
    }
    long last = run.state().position().step() - 1;
    System.err.printf(
        Locale.ROOT,
        "learning rate: %.3g in the last step, %.3g in the next%s%n",
        before.learningRate().at(last, run.batchesPerEpoch(), before.epochs()),
        run.learningRate(),
        hasOtherEpochs
            ? "; %s epochs in all, before %s".formatted(now.epochs(), before.epochs())
            : "");
  }

  void show(TrainingProgress progress) {
    if (onTerminal) {
      bar = bar == null ? bar(progress) : bar;
      bar.stepTo((long) (progress.epoch() - 1) * progress.batches() + progress.batch());
      bar.setExtraMessage(
          String.format(
              Locale.ROOT,
              " loss %.3f accuracy %.1f%%",
              progress.soFar().loss(),
              100 * progress.soFar().accuracy()));
    } else if (progress.elapsed().minus(lastLine).compareTo(INTERVAL) >= 0) {
      lastLine = progress.elapsed();
      System.err.printf(
          Locale.ROOT,
          "epoch %s/%s  batch %s/%s  loss %.3f  accuracy %.1f%%  %s left%n",
          progress.epoch(),
          progress.epochs(),
          progress.batch(),
          progress.batches(),
          progress.soFar().loss(),
          100 * progress.soFar().accuracy(),
          text(progress.remaining()));
    }
  }

  @Override
  public void onEpochEnd(TrainingContext run, EpochResult result) {
    if (bar != null) {
      System.err.println(); // leaves the line of the bar
    }
    System.err.printf(
        Locale.ROOT,
        "epoch %s done in %.1f s: training loss %.3f, accuracy %.1f%%; test loss %.3f, accuracy %.1f%%;"
            + " %.0f examples/s, %.1f%% of it waiting for them%n",
        result.epoch(),
        result.seconds(),
        result.training().loss(),
        100 * result.training().accuracy(),
        result.validation().loss(),
        100 * result.validation().accuracy(),
        result.resources().examplesPerSecond(),
        100 * result.resources().waiting());
  }

  private static String text(Duration duration) {
    long seconds = duration.toSeconds();
    return seconds < 60
        ? seconds + " s"
        : seconds < 3600
            ? String.format(Locale.ROOT, "%s min %02d s", seconds / 60, seconds % 60)
            : String.format(Locale.ROOT, "%s h %02d min", seconds / 3600, seconds / 60 % 60);
  }

  @Override
  public void close() {
    if (bar != null) {
      try {
        bar.close();
      } catch (RuntimeException | Error e) {
        // A bar that stays on the screen is no reason to lose what was trained.
      }
    }
  }
}
