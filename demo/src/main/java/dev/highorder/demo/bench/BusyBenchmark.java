package dev.highorder.demo.bench;

import dev.highorder.demo.bench.harness.BusyProcesses;
import dev.highorder.demo.bench.harness.Comparison;
import dev.highorder.demo.bench.harness.Measurement;
import dev.highorder.demo.bench.workload.Setting;
import dev.highorder.demo.bench.workload.Side;
import dev.highorder.demo.bench.workload.Task;
import dev.highorder.mxnet.OpenMp;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The time of small networks on a machine that other programs use too, with different waiting times
 * of OpenMP's threads. Each measurement is a process of its own. Needs {@link CompareProfile}.
 */
public final class BusyBenchmark {

  private static final List<Integer> BUSY_PROCESSES = List.of(0, 2, 4, 8);

  private final int rounds;
  private final Consumer<String> progress;
  private final Map<String, Setting> workloads = new LinkedHashMap<>();

  /** How long a thread spins before it sleeps. */
  private enum Waiting {
    /** As GNU's OpenMP does by itself. */
    UNCHANGED(OpenMp.UNCHANGED),
    /** As this library chooses on a quiet machine. */
    LONG("10000"),
    /** As this library chooses on a busy machine. */
    SHORT("1000"),
    /** Not at all. */
    NONE("0");

    private final String count;

    Waiting(String count) {
      this.count = count;
    }

    Map<String, String> environment() {
      return Map.of("JAVA_TOOL_OPTIONS", "-D%s=%s".formatted(OpenMp.PROPERTY, count));
    }
  }

  /**
   * A row of the result; medians.
   *
   * @param busy the number of busy processes
   * @param unchangedMillis the time where threads wait as GNU's OpenMP does by itself
   * @param longMillis the time where they spin 10,000 times
   * @param shortMillis the time where they spin 1,000 times
   * @param noneMillis the time where they sleep at once
   */
  public record Row(
      String what,
      int busy,
      double unchangedMillis,
      double longMillis,
      double shortMillis,
      double noneMillis) {}

  /**
   * Creates a benchmark.
   *
   * @param rounds how often each side is measured, at least once
   * @param only a text that the names of workloads must contain; empty for all of them
   * @param progress receives a line before each measurement
   * @throws IllegalArgumentException if no workload is left
   */
  public BusyBenchmark(int rounds, String only, Consumer<String> progress) {
    this.rounds = rounds;
    this.progress = progress;
    workloads.put("one image", setting(Side.GRAPH, Task.INFERENCE, 1));
    workloads.put("training step", setting(Side.GRAPH, Task.TRAINING, 16));
    workloads.put("loading", setting(Side.GRAPH, Task.LOADING, 1));
    workloads.put("one image, PyTorch", setting(Side.PYTORCH, Task.INFERENCE, 1));
    workloads.keySet().removeIf(name -> !name.contains(only));
    if (workloads.isEmpty()) {
      throw new IllegalArgumentException(
          "No workload's name contains '" + only + "'. Run without --only to see the names.");
    }
  }

  private static Setting setting(Side side, Task task, int batch) {
    return Setting.ofNetwork(side, task, "rk4", 16, batch, 0);
  }

  /** Measures every workload next to every number of busy processes. */
  public List<Row> run() throws IOException, InterruptedException {
    List<Row> rows = new ArrayList<>();
    for (Map.Entry<String, Setting> workload : workloads.entrySet()) {
      for (int busy : BUSY_PROCESSES) {
        rows.add(row(workload.getKey(), workload.getValue(), busy));
      }
    }
    return rows;
  }

  private Row row(String what, Setting setting, int busy) throws IOException, InterruptedException {
    try (BusyProcesses others = new BusyProcesses(busy)) {
      Comparison<Waiting, Measurement> comparison =
          new Comparison<Waiting, Measurement>(
                  rounds, waiting -> setting.measureWith(waiting.environment()))
              .optProgress(
                  line -> progress.accept("%s, %s busy processes, %s".formatted(what, busy, line)))
              .run(List.of(Waiting.values()));
      return new Row(
          what,
          others.count(),
          comparison.median(Waiting.UNCHANGED, Measurement::millis),
          comparison.median(Waiting.LONG, Measurement::millis),
          comparison.median(Waiting.SHORT, Measurement::millis),
          comparison.median(Waiting.NONE, Measurement::millis));
    }
  }
}
