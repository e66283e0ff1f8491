package dev.highorder.demo.bench;

import dev.highorder.demo.bench.harness.Comparison;
import dev.highorder.demo.bench.harness.Measurement;
import dev.highorder.demo.bench.workload.Setting;
import dev.highorder.demo.bench.workload.Side;
import dev.highorder.demo.bench.workload.Task;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * The goals for speed and memory: networks of 58 layers, compared with what a user would take
 * instead, in one run. A side that computes something else fails the run. Needs {@link
 * CompareProfile}.
 */
public final class GoalBenchmark {

  /** The batch size of a training step by width; at 64 channels, what fits into memory by hand. */
  private static final Map<Integer, Integer> BATCH_SIZES = Map.of(64, 16, 16, 32);

  private static final double INFERENCE_TOLERANCE = 1e-4;
  private static final double TRAINING_TOLERANCE = 1e-3;

  private final int rounds;
  private final int threads;
  private final Consumer<String> progress;
  private final List<Goal> goals = new ArrayList<>();

  /** A goal: the largest ratio of the time or memory of one side to that of another. */
  private record Goal(String what, Setting ours, Setting theirs, boolean isMemory, double atMost) {}

  /**
   * A row of the result: medians over the rounds.
   *
   * @param unit milliseconds, or 10^6 bytes beyond an idle process
   * @param goal the largest ratio that reaches the goal
   * @param ourImages the images per second of our side
   * @param theirImages the images per second of the other side
   */
  public record Row(
      String what,
      String unit,
      double ours,
      double theirs,
      double ratio,
      double goal,
      double ourImages,
      double theirImages) {

    /** Returns whether the goal is reached. */
    public boolean isReached() {
      return ratio <= goal;
    }
  }

  /**
   * Creates a benchmark.
   *
   * @param rounds how often each side is measured, at least once
   * @param only a text that the names of goals must contain; empty for all goals
   * @param progress receives a line before each measurement
   * @throws IllegalArgumentException if no goal is left
   */
  public GoalBenchmark(int rounds, String only, Consumer<String> progress) {
    this.rounds = rounds;
    this.progress = progress;
    threads = Runtime.getRuntime().availableProcessors();
    training();
    schemes();
    inference();
    goals.removeIf(goal -> !goal.what().contains(only));
    if (goals.isEmpty()) {
      throw new IllegalArgumentException(
          "No goal's name contains '" + only + "'. Run without --only to see the names.");
    }
  }

  private void training() {
    Setting ours = trained(Side.GRAPH, "rk4", 64);
    Setting byHand = trained(Side.HAND_WRITTEN, "rk4", 64);
    Setting byDefault =
        Setting.ofNetwork(Side.HAND_WRITTEN, Task.TRAINING, "rk4", 64, BATCH_SIZES.get(64), 0);
    time("RK4 step / by hand, MXNet's threads, 64 channels", ours, byDefault, 0.5);
    for (int width : List.of(64, 16)) {
      Setting step = trained(Side.GRAPH, "rk4", width);
      time(
          "RK4 step / by hand, %s channels".formatted(width),
          step,
          trained(Side.HAND_WRITTEN, "rk4", width),
          width == 64 ? 0.85 : 0.7);
      time(
          "RK4 step / PyTorch, %s channels".formatted(width),
          step,
          trained(Side.PYTORCH, "rk4", width),
          width == 64 ? 0.85 : 0.7);
    }
    memory("RK4 step / by hand, 64 channels", ours, byHand, 0.6);
    memory(
        "RK4 inference / by hand, 64 channels, batch 64",
        inferred(Side.GRAPH, "rk4", 64, 64),
        inferred(Side.HAND_WRITTEN, "rk4", 64, 64),
        0.1);
  }

  private void schemes() {
    for (int width : List.of(64, 16)) {
      Setting euler = trained(Side.GRAPH, "euler", width);
      Setting rk4 = trained(Side.GRAPH, "rk4", width);
      Setting verner = trained(Side.GRAPH, "verner8", width);
      time("RK4 / Euler, step, %s channels".formatted(width), rk4, euler, 1.02);
      memory("RK4 / Euler, step, %s channels".formatted(width), rk4, euler, 1.05);
      time("Verner 8 / Euler, step, %s channels".formatted(width), verner, euler, 1.10);
      memory("Verner 8 / Euler, step, %s channels".formatted(width), verner, euler, 1.25);
      Setting recomputed = trained(Side.SEGMENTS, "verner8", width);
      time(
          "Verner 8, recomputed / Euler, step, %s channels".formatted(width),
          recomputed,
          euler,
          1.35);
      memory(
          "Verner 8, recomputed / Euler, step, %s channels".formatted(width),
          recomputed,
          euler,
          0.7);
    }
  }

  private void inference() {
    for (int width : List.of(64, 16)) {
      time(
          "RK4 inference, graph / operators, %s channels, batch 1".formatted(width),
          inferred(Side.GRAPH, "rk4", width, 1),
          inferred(Side.OPERATORS, "rk4", width, 1),
          width == 64 ? 0.45 : 0.12);
    }
    for (String scheme : List.of("euler", "midpoint", "rk4", "verner8")) {
      for (int width : List.of(64, 16)) {
        for (int batch : List.of(1, 16, 64)) {
          time(
              "%s inference / ONNX Runtime, %s channels, batch %s".formatted(scheme, width, batch),
              inferred(Side.GRAPH, scheme, width, batch),
              inferred(Side.ONNX_RUNTIME, scheme, width, batch),
              1);
        }
      }
    }
  }

  private Setting trained(Side side, String scheme, int width) {
    return Setting.ofNetwork(side, Task.TRAINING, scheme, width, BATCH_SIZES.get(width), threads);
  }

  private Setting inferred(Side side, String scheme, int width, int batch) {
    return Setting.ofNetwork(side, Task.INFERENCE, scheme, width, batch, threads);
  }

  private void time(String what, Setting ours, Setting theirs, double atMost) {
    goals.add(new Goal(what, ours, theirs, false, atMost));
  }

  private void memory(String what, Setting ours, Setting theirs, double atMost) {
    goals.add(new Goal(what, ours, theirs, true, atMost));
  }

  /**
   * Measures all sides.
   *
   * @throws IOException if a process fails, or two sides do not compute the same
   */
  public List<Row> run() throws IOException, InterruptedException {
    Setting idle = inferred(Side.IDLE, "rk4", 64, 1);
    Set<Setting> settings = new LinkedHashSet<>(List.of(idle));
    for (Goal goal : goals) {
      settings.add(goal.ours());
      settings.add(goal.theirs());
    }
    Comparison<Setting, Measurement> comparison =
        new Comparison<>(rounds, Setting::measureInProcess).optProgress(progress).run(settings);
    double base = comparison.median(idle, Measurement::peakMegabytes);
    List<Row> rows = new ArrayList<>();
    for (Goal goal : goals) {
      requireAgreement(comparison, goal);
      ToDoubleFunction<Measurement> value =
          goal.isMemory() ? m -> m.peakMegabytes() - base : Measurement::millis;
      rows.add(
          new Row(
              goal.what(),
              goal.isMemory() ? "MB" : "ms",
              comparison.median(goal.ours(), value),
              comparison.median(goal.theirs(), value),
              comparison.ratio(goal.ours(), goal.theirs(), value),
              goal.atMost(),
              imagesPerSecond(comparison, goal.ours()),
              imagesPerSecond(comparison, goal.theirs())));
    }
    return rows;
  }

  private static double imagesPerSecond(
      Comparison<Setting, Measurement> comparison, Setting setting) {
    return 1000 * setting.batch() / comparison.median(setting, Measurement::millis);
  }

  /** Two sides of one scheme compute the same; two schemes do not. */
  private static void requireAgreement(Comparison<Setting, Measurement> comparison, Goal goal)
      throws IOException {
    if (goal.ours().scheme().equals(goal.theirs().scheme())) {
      double tolerance = goal.ours().task().trains() ? TRAINING_TOLERANCE : INFERENCE_TOLERANCE;
      Agreement.require(comparison, goal.ours(), goal.theirs(), tolerance);
    }
  }
}
