package dev.highorder.demo.bench;

import static dev.highorder.demo.bench.Measured.measure;
import static dev.highorder.demo.bench.Measured.medianMegabytes;
import static dev.highorder.demo.bench.Measured.medianMillis;

import dev.highorder.demo.bench.StackRun.Setting;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * How the memory of training grows with depth: Euler blocks, reversible blocks that are recorded,
 * and reversible blocks that are computed again in the backward pass. The sides take turns, and
 * what an idle process needs is subtracted.
 */
public final class DepthBenchmark {

  private static final int WIDTH = 64;
  private static final int BATCH = 16;

  private final int rounds;
  private final Consumer<String> progress;

  /**
   * A line of the result; medians, memory beyond an idle process.
   *
   * @param subNets the sub-nets of the stack; those of a reversible one act on half the channels
   */
  public record Row(String stack, int subNets, double megabytes, double millis) {}

  /** Creates a benchmark of so many rounds, at least 1. */
  public DepthBenchmark(int rounds, Consumer<String> progress) {
    if (rounds < 1) {
      throw new IllegalArgumentException("A benchmark has at least 1 round, not " + rounds);
    }
    this.rounds = rounds;
    this.progress = progress;
  }

  /** Measures every stack at two depths. */
  public List<Row> run() throws IOException, InterruptedException {
    List<Row> rows = new ArrayList<>();
    for (int subNets : List.of(28, 112)) {
      List<Measured> idle = new ArrayList<>();
      List<Measured> euler = new ArrayList<>();
      List<Measured> recorded = new ArrayList<>();
      List<Measured> recomputed = new ArrayList<>();
      for (int round = 1; round <= rounds; round++) {
        progress.accept("%d sub-nets, round %d of %d".formatted(subNets, round, rounds));
        idle.add(run("idle", "euler", subNets));
        euler.add(run("generated", "euler", subNets));
        recorded.add(run("generated", "revnet", subNets));
        recomputed.add(run("unrecorded", "revnet", subNets));
      }
      double base = medianMegabytes(idle);
      rows.add(row("euler", subNets, euler, base));
      rows.add(row("revnet, recorded", subNets, recorded, base));
      rows.add(row("revnet, recomputed", subNets, recomputed, base));
    }
    return rows;
  }

  private static Measured run(String code, String scheme, int subNets)
      throws IOException, InterruptedException {
    return measure(new Setting(code, scheme, "training", subNets, WIDTH, BATCH));
  }

  private static Row row(String stack, int subNets, List<Measured> runs, double base) {
    return new Row(stack, subNets, medianMegabytes(runs) - base, medianMillis(runs));
  }
}
