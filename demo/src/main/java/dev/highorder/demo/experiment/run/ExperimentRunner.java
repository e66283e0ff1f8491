package dev.highorder.demo.experiment.run;

import ai.djl.Device;
import ai.djl.engine.Engine;
import dev.highorder.demo.experiment.run.RunFolder.Claim;
import dev.highorder.demo.experiment.run.RunFolder.Origin;
import dev.highorder.training.callback.TrainingProgress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Executes the runs of experiments. A run that is in the folder is not done again, one that was
 * interrupted continues from its checkpoint, and one that another process is doing is waited for.
 */
public final class ExperimentRunner {

  private static final long PAUSE_MILLIS = 500;
  private static final double LINE_SECONDS = 30;

  private final Engine engine;
  private final Device device;
  private final ExampleSets examples;
  private final RunFolder folder;
  private final int processes;
  private final Consumer<String> progress;
  private final Map<Origin, RunResult> done = new LinkedHashMap<>();
  private final Forecast forecast = new Forecast();
  private volatile boolean isStopped;
  private volatile TrainingTask current;
  private long lastLine;

  /** A run and the title of its arm. */
  private record Run(String title, Origin origin) {}

  /**
   * Creates a runner.
   *
   * @param folder the folder of results and checkpoints
   * @param processes how many processes share the folder, for the forecast
   * @param progress receives lines about the progress
   * @throws IOException if the folder cannot be created
   */
  public ExperimentRunner(
      Engine engine,
      Device device,
      ExampleSets examples,
      Path folder,
      int processes,
      Consumer<String> progress)
      throws IOException {
    this.engine = engine;
    this.device = device;
    this.examples = examples;
    this.folder = RunFolder.open(folder);
    this.processes = processes;
    this.progress = progress;
  }

  /** Returns the images. */
  public ExampleSets examples() {
    return examples;
  }

  /** Asks the run to stop after its batch, with a checkpoint. Any thread may call this. */
  public void stop() {
    isStopped = true;
    TrainingTask task = current;
    if (task != null) {
      task.stop();
    }
  }

  /**
   * Executes all runs that are missing, those of the first seed first.
   *
   * @throws dev.highorder.training.TrainingStoppedException if it was stopped; another runner on
   *     the same folder continues
   * @throws IOException if a file cannot be read or written
   */
  public void run(List<Experiment> experiments) throws IOException {
    List<Run> missing = missing(experiments);
    int all = missing.size() + done.size();
    while (!missing.isEmpty()) {
      boolean isIdle = true;
      for (Run run : List.copyOf(missing)) {
        Optional<RunResult> result = read(run);
        if (result.isEmpty()) {
          result = execute(run);
        }
        if (result.isPresent()) {
          isIdle = false;
          missing.remove(run);
          forecast.add(run.origin().plan(), result.get());
          done.put(run.origin(), result.get());
          progress.accept(line(run, result.get(), all - missing.size(), all, missing));
        }
      }
      pause(isIdle);
    }
  }

  private static void pause(boolean isIdle) {
    if (isIdle) {
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new ExperimentStoppedException();
      }
    }
  }

  private List<Run> missing(List<Experiment> experiments) throws IOException {
    Map<Origin, Run> runs = new LinkedHashMap<>();
    int seeds = experiments.stream().mapToInt(Experiment::seeds).max().orElse(0);
    for (long seed = 1; seed <= seeds; seed++) {
      for (Experiment experiment : experiments) {
        if (seed <= experiment.seeds()) {
          for (Arm arm : experiment.arms()) {
            Origin origin = origin(arm.plan(), seed);
            runs.putIfAbsent(origin, new Run(experiment.name() + ", " + arm.title(), origin));
          }
        }
      }
    }
    List<Run> missing = new ArrayList<>();
    for (Run run : runs.values()) {
      Optional<RunResult> result =
          done.containsKey(run.origin()) ? Optional.of(done.get(run.origin())) : read(run);
      if (result.isPresent()) {
        done.put(run.origin(), result.get());
        forecast.add(run.origin().plan(), result.get());
      } else {
        missing.add(run);
      }
    }
    return missing;
  }

  private Origin origin(TrainingPlan plan, long seed) {
    return new Origin(
        plan,
        seed,
        engine.getEngineName(),
        examples.training(plan.trainingImages()).sha256(),
        examples.test(plan.testImages()).sha256());
  }

  private Optional<RunResult> read(Run run) throws IOException {
    return folder.read(run.origin());
  }

  /** Returns the result; empty if another process is doing this run. */
  private Optional<RunResult> execute(Run run) throws IOException {
    Optional<Claim> claim = folder.claim(run.origin());
    if (claim.isEmpty()) {
      return Optional.empty();
    }
    try (Claim claimed = claim.get()) {
      Optional<RunResult> meanwhile = read(run);
      if (meanwhile.isPresent()) {
        return meanwhile;
      }
      TrainingTask task =
          new TrainingTask(
              run.origin(), examples, folder.checkpoints(run.origin()), state -> show(run, state));
      current = task;
      if (isStopped) {
        throw new ExperimentStoppedException();
      }
      RunResult result = task.run(engine, device);
      folder.write(run.origin(), result);
      task.removeCheckpoints();
      claimed.forget();
      return Optional.of(result);
    } finally {
      current = null;
    }
  }

  private void show(Run run, TrainingProgress state) {
    long now = System.nanoTime();
    if (state.elapsed().toNanos() < LINE_SECONDS * 1e9 || now - lastLine < LINE_SECONDS * 1e9) {
      return;
    }
    lastLine = now;
    progress.accept(
        String.format(
            Locale.ROOT,
            "  %s, seed %s: epoch %s of %s, batch %s of %s, loss %.3f; about %s left of this run",
            run.title(),
            run.origin().seed(),
            state.epoch(),
            state.epochs(),
            state.batch(),
            state.batches(),
            state.soFar().loss(),
            Forecast.text(state.remaining().toNanos() / 1e9)));
  }

  private String line(Run run, RunResult result, int count, int all, List<Run> missing) {
    double left =
        missing.stream().mapToDouble(other -> forecast.of(other.origin().plan())).sum() / processes;
    return String.format(
        Locale.ROOT,
        "%s of %s: %s, seed %s: %s%s",
        count,
        all,
        run.title(),
        run.origin().seed(),
        result.isComplete()
            ? String.format(Locale.ROOT, "test accuracy %.1f%%", 100 * result.testAccuracy())
            : "diverged",
        missing.isEmpty() || Double.isNaN(left)
            ? ""
            : "; all are done in about " + Forecast.text(left));
  }

  /**
   * Returns the results of an experiment whose runs are all done.
   *
   * @throws IllegalStateException if one is missing
   */
  public ExperimentResults results(Experiment experiment) {
    Map<Arm, List<RunResult>> runs = new LinkedHashMap<>();
    for (Arm arm : experiment.arms()) {
      List<RunResult> results = new ArrayList<>();
      for (long seed = 1; seed <= experiment.seeds(); seed++) {
        RunResult result = done.get(origin(arm.plan(), seed));
        if (result == null) {
          throw new IllegalStateException(
              "%s, seed %s is not done. Run the experiment first.".formatted(arm.title(), seed));
        }
        results.add(result);
      }
      runs.put(arm, results);
    }
    return new ExperimentResults(experiment, runs);
  }
}
