package dev.highorder.demo.bench;

import dev.highorder.demo.bench.StackRun.Setting;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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

  private record Measured(double millis, double megabytes) {}

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
      for (String scheme : List.of("euler", "midpoint", "rk4")) {
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

  private static double medianMegabytes(List<Measured> list) {
    return list.stream().mapToDouble(Measured::megabytes).sorted().toArray()[list.size() / 2];
  }

  private static double medianMillis(List<Measured> list) {
    return list.stream().mapToDouble(Measured::millis).sorted().toArray()[list.size() / 2];
  }

  private static Measured measure(Setting setting) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                StackRun.class.getName()));
    command.addAll(Arrays.asList(setting.arguments()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String last = "";
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        last = line;
      }
    }
    if (process.waitFor() != 0) {
      throw new IOException(setting + " ended with code " + process.exitValue());
    }
    List<String> numbers = List.of(last.split(" ", -1));
    return new Measured(
        Double.parseDouble(numbers.get(0)), Double.parseDouble(numbers.get(1)) * 1024 / 1e6);
  }
}
