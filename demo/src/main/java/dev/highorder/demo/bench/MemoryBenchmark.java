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
 * Peak memory of generated stacks beside hand-written ones of the same wiring.
 *
 * <p>Each measurement is a process of its own, since a process cannot forget its peak. The two
 * sides take turns, A B A B, and what an idle process needs is subtracted.
 */
public final class MemoryBenchmark {

  private static final int SUB_NETS = 28;
  private static final int WIDTH = 64;

  private final int rounds;
  private final Consumer<String> progress;

  /**
   * A line of the result; medians, memory beyond an idle process.
   *
   * @param tensorMegabytes one tensor of the stack's shape
   */
  public record Row(
      String scheme,
      String mode,
      int batch,
      double tensorMegabytes,
      double generatedMegabytes,
      double handWrittenMegabytes,
      double generatedMillis,
      double handWrittenMillis) {}

  /** Creates a benchmark of so many rounds, at least 1. */
  public MemoryBenchmark(int rounds, Consumer<String> progress) {
    if (rounds < 1) {
      throw new IllegalArgumentException("A benchmark has at least 1 round, not " + rounds);
    }
    this.rounds = rounds;
    this.progress = progress;
  }

  /** Measures every scheme, in inference and in training. */
  public List<Row> run() throws IOException, InterruptedException {
    List<Row> rows = new ArrayList<>();
    for (String mode : List.of("inference", "training")) {
      int batch = mode.equals("inference") ? 64 : 16;
      for (String scheme : List.of("euler", "midpoint", "rk4", "verner8")) {
        rows.add(row(scheme, mode, batch));
      }
    }
    return rows;
  }

  private Row row(String scheme, String mode, int batch) throws IOException, InterruptedException {
    List<Measured> idle = new ArrayList<>();
    List<Measured> generated = new ArrayList<>();
    List<Measured> handWritten = new ArrayList<>();
    for (int round = 1; round <= rounds; round++) {
      progress.accept("%s, %s, round %d of %d".formatted(mode, scheme, round, rounds));
      idle.add(measure(new Setting("idle", scheme, mode, SUB_NETS, WIDTH, batch)));
      generated.add(measure(new Setting("generated", scheme, mode, SUB_NETS, WIDTH, batch)));
      handWritten.add(measure(new Setting("handwritten", scheme, mode, SUB_NETS, WIDTH, batch)));
    }
    double base = medianMegabytes(idle);
    return new Row(
        scheme,
        mode,
        batch,
        batch * WIDTH * 32 * 32 * 4 / 1e6,
        medianMegabytes(generated) - base,
        medianMegabytes(handWritten) - base,
        medianMillis(generated),
        medianMillis(handWritten));
  }
}
