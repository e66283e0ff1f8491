package dev.highorder.demo.bench;

import dev.highorder.demo.bench.ContenderRun.Result;
import dev.highorder.demo.bench.ContenderRun.Setting;
import dev.highorder.demo.bench.ContenderRun.Side;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * The goals for speed and memory: networks of 58 layers here and with what a user would take
 * instead, in one run, round after round. A side that computes something else fails the run. Needs
 * {@link CompareProfile}.
 */
public final class GoalBenchmark {

  /** Images of a step; 16 for 64 channels, as many as fit beside the others' memory. */
  private static final Map<Integer, Integer> TRAINED = Map.of(64, 16, 16, 32);

  private static final double INFERENCE_TOLERANCE = 1e-4;
  private static final double TRAINING_TOLERANCE = 1e-3;

  private final int rounds;
  private final int threads;
  private final Consumer<String> progress;
  private final Map<Setting, List<Result>> results = new LinkedHashMap<>();
  private final List<Goal> goals = new ArrayList<>();

  /** A goal: what of the one side is to be at most so many times what it is of the other. */
  private record Goal(String what, Setting ours, Setting theirs, boolean isMemory, double atMost) {}

  /**
   * A line of the result: medians over the rounds, milliseconds or megabytes beyond an idle
   * process.
   *
   * @param goal what the ratio is to be at most
   * @param ourImages of ours in a second
   * @param theirImages of theirs in a second
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
   * @param rounds at least 1
   * @param only what the names of goals must contain; empty for all
   * @param progress told what is measured
   */
  public GoalBenchmark(int rounds, String only, Consumer<String> progress) {
    if (rounds < 1) {
      throw new IllegalArgumentException("A benchmark has at least 1 round, not " + rounds);
    }
    this.rounds = rounds;
    this.progress = progress;
    threads = Runtime.getRuntime().availableProcessors();
    training();
    schemes();
    inference();
    goals.removeIf(goal -> !goal.what().contains(only));
    if (goals.isEmpty()) {
      throw new IllegalArgumentException("No goal's name contains '" + only + "'");
    }
  }

  private void training() {
    Setting ours = trained(Side.GRAPH, "rk4", 64);
    Setting byHand = trained(Side.HAND_WRITTEN, "rk4", 64);
    Setting byDefault = new Setting(Side.HAND_WRITTEN, true, "rk4", 64, TRAINED.get(64), 0);
    time("RK4 step / by hand, MXNet's threads, 64 channels", ours, byDefault, 0.5);
    for (int width : List.of(64, 16)) {
      Setting step = trained(Side.GRAPH, "rk4", width);
      time(
          "RK4 step / by hand, %d channels".formatted(width),
          step,
          trained(Side.HAND_WRITTEN, "rk4", width),
          width == 64 ? 0.85 : 0.7);
      time(
          "RK4 step / PyTorch, %d channels".formatted(width),
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
      time("RK4 / Euler, step, %d channels".formatted(width), rk4, euler, 1.02);
      memory("RK4 / Euler, step, %d channels".formatted(width), rk4, euler, 1.05);
      time("Verner 8 / Euler, step, %d channels".formatted(width), verner, euler, 1.10);
      memory("Verner 8 / Euler, step, %d channels".formatted(width), verner, euler, 1.25);
      Setting recomputed = trained(Side.SEGMENTS, "verner8", width);
      time(
          "Verner 8, recomputed / Euler, step, %d channels".formatted(width),
          recomputed,
          euler,
          1.35);
      memory(
          "Verner 8, recomputed / Euler, step, %d channels".formatted(width),
          recomputed,
          euler,
          0.7);
    }
  }

  private void inference() {
    for (int width : List.of(64, 16)) {
      time(
          "RK4 inference, graph / operators, %d channels, batch 1".formatted(width),
          inferred(Side.GRAPH, "rk4", width, 1),
          inferred(Side.OPERATORS, "rk4", width, 1),
          width == 64 ? 0.45 : 0.12);
    }
    for (String scheme : List.of("euler", "midpoint", "rk4", "verner8")) {
      for (int width : List.of(64, 16)) {
        for (int batch : List.of(1, 16, 64)) {
          time(
              "%s inference / ONNX Runtime, %d channels, batch %d".formatted(scheme, width, batch),
              inferred(Side.GRAPH, scheme, width, batch),
              inferred(Side.ONNX_RUNTIME, scheme, width, batch),
              1);
        }
      }
    }
  }

  private Setting trained(Side side, String scheme, int width) {
    return new Setting(side, true, scheme, width, TRAINED.get(width), threads);
  }

  private Setting inferred(Side side, String scheme, int width, int batch) {
    return new Setting(side, false, scheme, width, batch, threads);
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
    results.put(idle, new ArrayList<>());
    for (Goal goal : goals) {
      results.putIfAbsent(goal.ours(), new ArrayList<>());
      results.putIfAbsent(goal.theirs(), new ArrayList<>());
    }
    for (int round = 1; round <= rounds; round++) {
      for (Setting setting : results.keySet()) {
        progress.accept(
            "round %d of %d: %s".formatted(round, rounds, String.join(" ", setting.arguments())));
        results
            .get(setting)
            .add(
                Result.parse(
                    ChildProcess.lastLine(
                        ContenderRun.class, setting.environment(), setting.arguments())));
      }
    }
    double base = median(idle, Result::bytes);
    List<Row> rows = new ArrayList<>();
    for (Goal goal : goals) {
      requireSame(goal);
      ToDoubleFunction<Setting> measure =
          goal.isMemory()
              ? setting -> (median(setting, Result::bytes) - base) / 1e6
              : setting -> median(setting, Result::millis);
      double ours = measure.applyAsDouble(goal.ours());
      double theirs = measure.applyAsDouble(goal.theirs());
      rows.add(
          new Row(
              goal.what(),
              goal.isMemory() ? "MB" : "ms",
              ours,
              theirs,
              ours / theirs,
              goal.atMost(),
              imagesPerSecond(goal.ours()),
              imagesPerSecond(goal.theirs())));
    }
    return rows;
  }

  private double imagesPerSecond(Setting setting) {
    return 1000 * setting.batch() / median(setting, Result::millis);
  }

  private double median(Setting setting, ToDoubleFunction<Result> measure) {
    return results.get(setting).stream().mapToDouble(measure).sorted().toArray()[rounds / 2];
  }

  /** Sides of one network and one batch must agree. */
  private void requireSame(Goal goal) throws IOException {
    if (!goal.ours().scheme().equals(goal.theirs().scheme())) {
      return;
    }
    List<Double> ours = results.get(goal.ours()).get(0).numbers();
    List<Double> theirs = results.get(goal.theirs()).get(0).numbers();
    double largest = theirs.stream().mapToDouble(Math::abs).max().orElse(0);
    double tolerance = goal.ours().trains() ? TRAINING_TOLERANCE : INFERENCE_TOLERANCE;
    for (int i = 0; i < theirs.size(); i++) {
      if (!(Math.abs(ours.get(i) - theirs.get(i)) <= tolerance * largest)) {
        throw new IOException(
            "%s: the sides compute %s and %s".formatted(goal.what(), ours, theirs));
      }
    }
  }
}
