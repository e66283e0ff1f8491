package dev.highorder.demo.cli;

import ai.djl.util.JsonUtils;
import dev.highorder.demo.bench.CompareProfile;
import dev.highorder.demo.bench.DepthBenchmark;
import dev.highorder.demo.bench.GoalBenchmark;
import dev.highorder.demo.bench.InferenceBenchmark;
import dev.highorder.demo.bench.LoaderBenchmark;
import dev.highorder.demo.bench.MemoryBenchmark;
import dev.highorder.demo.bench.SmallBenchmark;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bench}: two ways to compute the same, side by side. */
@Command(
    name = "bench",
    description =
        "Measures peak memory and time, two sides taking turns. STACKS: generated stacks of 56"
            + " layers, 64 channels, beside hand-written ones. DEPTH: training of Euler and"
            + " reversible stacks of two depths. LOADER: training with and without augmentation."
            + " INFERENCE: operator by operator and as one static graph. GOALS: time and memory beside"
            + " hand-written code, PyTorch and ONNX Runtime. SMALL: what takes milliseconds or"
            + " less, by JMH. STACKS, DEPTH and GOALS on Linux only; GOALS and SMALL need a build"
            + " with -Pcompare.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class BenchCommand implements Callable<Integer> {

  /** What is compared. */
  enum Comparison {
    /** Generated and hand-written stacks. */
    STACKS,
    /** The memory of training at two depths. */
    DEPTH,
    /** The speed of training with and without augmentation. */
    LOADER,
    /** Inference operator by operator and as one graph. */
    INFERENCE,
    /** What is to be reached, beside hand-written code, PyTorch and ONNX Runtime. */
    GOALS,
    /** One image, one augmentation, the passes over one graph. */
    SMALL
  }

  @Parameters(
      paramLabel = "WHAT",
      description = "${COMPLETION-CANDIDATES}",
      defaultValue = "STACKS")
  private Comparison comparison;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Rounds of A B A B; of SMALL, processes.",
      defaultValue = "3")
  private int rounds;

  @Option(
      names = "--only",
      paramLabel = "TEXT",
      description =
          "Those with this in their name: of GOALS, step, 16 channels, ...; of SMALL, SingleImage, ...",
      defaultValue = "")
  private String only;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    switch (comparison) {
      case STACKS -> stacks();
      case DEPTH -> depth();
      case LOADER -> loader();
      case INFERENCE -> inference();
      case GOALS -> goals();
      case SMALL -> small();
    }
    return 0;
  }

  private void depth() throws IOException, InterruptedException {
    List<DepthBenchmark.Row> rows = new DepthBenchmark(rounds, System.err::println).run();
    if (json) {
      System.out.println(JsonUtils.GSON_PRETTY.toJson(rows));
      return;
    }
    TextTable table = new TextTable("stack", "sub-nets", "memory", "a step");
    for (DepthBenchmark.Row row : rows) {
      table.row(
          row.stack(),
          row.subNets(),
          "%.0f MB".formatted(row.megabytes()),
          "%.0f ms".formatted(row.millis()));
    }
    System.out.println(table);
  }

  private void inference() {
    List<InferenceBenchmark.Row> rows = new InferenceBenchmark(rounds, System.err::println).run();
    if (json) {
      System.out.println(JsonUtils.GSON_PRETTY.toJson(rows));
      return;
    }
    TextTable table =
        new TextTable(
            "scheme", "width", "batch", "by operators", "as a graph", "ratio", "difference");
    for (InferenceBenchmark.Row row : rows) {
      table.row(
          row.scheme(),
          row.width(),
          row.batch(),
          "%.1f ms".formatted(row.imperativeMillis()),
          "%.1f ms".formatted(row.capturedMillis()),
          "%.2f".formatted(row.capturedMillis() / row.imperativeMillis()),
          "%.0e".formatted(row.largestDifference()));
    }
    System.out.println(table);
  }

  private void goals() throws IOException, InterruptedException {
    CompareProfile.require();
    List<GoalBenchmark.Row> rows = new GoalBenchmark(rounds, only, System.err::println).run();
    if (json) {
      System.out.println(JsonUtils.GSON_PRETTY.toJson(rows));
      return;
    }
    TextTable table = new TextTable("what", "ours", "theirs", "ratio", "goal", "reached");
    for (GoalBenchmark.Row row : rows) {
      table.row(
          row.what(),
          "%.1f %s".formatted(row.ours(), row.unit()),
          "%.1f %s".formatted(row.theirs(), row.unit()),
          "%.2f".formatted(row.ratio()),
          "%.2f".formatted(row.goal()),
          row.isReached() ? "yes" : "no");
    }
    System.out.println(table);
  }

  private void small() {
    CompareProfile.require();
    List<SmallBenchmark.Row> rows = new SmallBenchmark(rounds, only).run();
    if (json) {
      System.out.println(JsonUtils.GSON_PRETTY.toJson(rows));
      return;
    }
    TextTable table = new TextTable("what", "side", "median", "99%", "graph / it");
    for (SmallBenchmark.Row row : rows) {
      table.row(
          row.what(),
          row.side(),
          "%.1f us".formatted(row.median()),
          "%.1f us".formatted(row.slowest()),
          row.side().isEmpty() ? "" : "%.2f".formatted(row.ratio()));
    }
    System.out.println(table);
  }

  private void loader() throws IOException {
    List<LoaderBenchmark.Row> rows = new LoaderBenchmark(rounds, System.err::println).run();
    if (json) {
      System.out.println(JsonUtils.GSON_PRETTY.toJson(rows));
      return;
    }
    TextTable table =
        new TextTable("width", "augmentation", "prepared alone", "trained", "of none", "waiting");
    double none = 0;
    for (LoaderBenchmark.Row row : rows) {
      none = row.augmentation().equals("none") ? row.trained() : none;
      table.row(
          row.width(),
          row.augmentation(),
          "%.0f".formatted(row.loaderOnly()),
          "%.0f".formatted(row.trained()),
          "%.3f".formatted(row.trained() / none),
          "%.2f%%".formatted(100 * row.waiting()));
    }
    System.out.println("images of 32x32 in a second");
    System.out.println(table);
  }

  private void stacks() throws IOException, InterruptedException {
    List<MemoryBenchmark.Row> rows = new MemoryBenchmark(rounds, System.err::println).run();
    if (json) {
      System.out.println(JsonUtils.GSON_PRETTY.toJson(rows));
      return;
    }
    TextTable table =
        new TextTable(
            "scheme",
            "mode",
            "batch",
            "one tensor",
            "memory: generated",
            "by hand",
            "ratio",
            "time: generated",
            "by hand",
            "ratio");
    for (MemoryBenchmark.Row row : rows) {
      table.row(
          row.scheme(),
          row.mode(),
          row.batch(),
          "%.1f MB".formatted(row.tensorMegabytes()),
          "%.0f MB".formatted(row.generatedMegabytes()),
          "%.0f MB".formatted(row.handWrittenMegabytes()),
          "%.2f".formatted(row.generatedMegabytes() / row.handWrittenMegabytes()),
          "%.0f ms".formatted(row.generatedMillis()),
          "%.0f ms".formatted(row.handWrittenMillis()),
          "%.2f".formatted(row.generatedMillis() / row.handWrittenMillis()));
    }
    System.out.println(table);
  }
}
