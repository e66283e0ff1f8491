package dev.highorder.demo.bench;

import dev.highorder.demo.bench.harness.Comparison;
import dev.highorder.demo.bench.harness.Measurement;
import dev.highorder.demo.bench.workload.Setting;
import dev.highorder.demo.bench.workload.Side;
import dev.highorder.demo.bench.workload.Task;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The memory of training by depth: Euler blocks, reversible blocks whose activations are kept, and
 * reversible blocks whose activations are recomputed in the backward pass. Each measurement is a
 * process of its own; the memory of an idle process is subtracted.
 */
public final class DepthBenchmark {

  private static final int WIDTH = 64;
  private static final int BATCH = 16;

  private final int rounds;
  private final Consumer<String> progress;

  /**
   * A row of the result; medians, memory beyond an idle process.
   *
   * @param subNets the sub-nets of the stack; those of a reversible one act on half the channels
   */
  public record Row(String stack, int subNets, double megabytes, double millis) {}

  /**
   * Creates a benchmark.
   *
   * @param rounds how often each stack is measured, at least once
   * @param progress is told what is measured next
   */
  public DepthBenchmark(int rounds, Consumer<String> progress) {
    this.rounds = rounds;
    this.progress = progress;
  }

  /** Measures every stack at two depths. */
  public List<Row> run() throws IOException, InterruptedException {
    List<Row> rows = new ArrayList<>();
    for (int subNets : List.of(28, 112)) {
      Setting idle = setting(Side.IDLE, "euler", subNets);
      Map<String, Setting> stacks = new LinkedHashMap<>();
      stacks.put("euler", setting(Side.OPERATORS, "euler", subNets));
      stacks.put("revnet, recorded", setting(Side.OPERATORS, "revnet", subNets));
      stacks.put("revnet, recomputed", setting(Side.RECOMPUTED, "revnet", subNets));
      List<Setting> all = new ArrayList<>(stacks.values());
      all.add(0, idle);
      Comparison<Setting, Measurement> comparison =
          new Comparison<>(rounds, Setting::measureInProcess).optProgress(progress).run(all);
      double base = comparison.median(idle, Measurement::peakMegabytes);
      stacks.forEach(
          (stack, setting) ->
              rows.add(
                  new Row(
                      stack,
                      subNets,
                      comparison.median(setting, Measurement::peakMegabytes) - base,
                      comparison.median(setting, Measurement::millis))));
    }
    return rows;
  }

  private static Setting setting(Side side, String scheme, int subNets) {
    return new Setting(side, Task.STACK_TRAINING, scheme, subNets, WIDTH, BATCH, 0);
  }
}
