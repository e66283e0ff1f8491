package dev.highorder.demo.bench;

import dev.highorder.Scheme;
import dev.highorder.demo.bench.baseline.Baselines;
import dev.highorder.demo.bench.harness.Comparison;
import dev.highorder.demo.bench.harness.Measurement;
import dev.highorder.demo.bench.workload.Setting;
import dev.highorder.demo.bench.workload.Side;
import dev.highorder.demo.bench.workload.Task;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Peak memory and time of generated stacks, compared with baselines of the same scheme, operator by
 * operator. Each measurement is a process of its own; the memory of an idle process is subtracted.
 */
public final class StackBenchmark {

  private static final int WIDTH = 64;
  private static final double TOLERANCE = 1e-3;

  private final int rounds;
  private final Consumer<String> progress;

  /**
   * A row of the result; medians, memory beyond an idle process.
   *
   * @param mode {@code inference} or {@code training}
   * @param tensorMegabytes one tensor of the stack's shape
   * @param baseline {@code by hand}, or {@code interpreted} for a scheme without a hand-written one
   */
  public record Row(
      String scheme,
      String mode,
      int batch,
      double tensorMegabytes,
      String baseline,
      double generatedMegabytes,
      double baselineMegabytes,
      double generatedMillis,
      double baselineMillis) {

    /** Returns the memory of the generated stack relative to the baseline. */
    public double memoryRatio() {
      return generatedMegabytes / baselineMegabytes;
    }

    /** Returns the time of the generated stack relative to the baseline. */
    public double timeRatio() {
      return generatedMillis / baselineMillis;
    }
  }

  /**
   * Creates a benchmark.
   *
   * @param rounds how often each side is measured, at least once
   * @param progress is told what is measured next
   */
  public StackBenchmark(int rounds, Consumer<String> progress) {
    this.rounds = rounds;
    this.progress = progress;
  }

  /**
   * Measures every scheme, in inference and in training.
   *
   * @throws IOException if a process fails, or two sides do not compute the same
   */
  public List<Row> run() throws IOException, InterruptedException {
    List<Row> rows = new ArrayList<>();
    for (Task task : List.of(Task.STACK_INFERENCE, Task.STACK_TRAINING)) {
      for (String scheme : List.of("euler", "midpoint", "rk4", "verner8")) {
        rows.add(row(task, scheme, task.trains() ? 16 : 64));
      }
    }
    return rows;
  }

  private Row row(Task task, String scheme, int batch) throws IOException, InterruptedException {
    Setting idle = setting(Side.IDLE, task, scheme, batch);
    Setting generated = setting(Side.OPERATORS, task, scheme, batch);
    Setting baseline = setting(Side.HAND_WRITTEN, task, scheme, batch);
    Comparison<Setting, Measurement> comparison =
        new Comparison<>(rounds, Setting::measureInProcess)
            .optProgress(progress)
            .run(List.of(idle, generated, baseline));
    Agreement.require(comparison, generated, baseline, TOLERANCE);
    double base = comparison.median(idle, Measurement::peakMegabytes);
    return new Row(
        scheme,
        task.trains() ? "training" : "inference",
        batch,
        batch * WIDTH * 32 * 32 * 4 / 1e6,
        Baselines.isHandWritten(Scheme.valueOf(scheme.toUpperCase(Locale.ROOT)))
            ? "by hand"
            : "interpreted",
        comparison.median(generated, Measurement::peakMegabytes) - base,
        comparison.median(baseline, Measurement::peakMegabytes) - base,
        comparison.median(generated, Measurement::millis),
        comparison.median(baseline, Measurement::millis));
  }

  private static Setting setting(Side side, Task task, String scheme, int batch) {
    return new Setting(side, task, scheme, Setting.PAPER_SUB_NETS, WIDTH, batch, 0);
  }
}
