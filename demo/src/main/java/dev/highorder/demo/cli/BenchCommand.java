package dev.highorder.demo.cli;

import ai.djl.util.JsonUtils;
import dev.highorder.demo.bench.MemoryBenchmark;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench}: generated stacks against hand-written ones. */
@Command(
    name = "bench",
    description =
        "Compares generated stacks of 56 layers, 64 channels, with hand-written ones: peak memory"
            + " and time. Linux only.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class BenchCommand implements Callable<Integer> {

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Rounds of A B A B.",
      defaultValue = "3")
  private int rounds;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<MemoryBenchmark.Row> rows = new MemoryBenchmark(rounds, System.err::println).run();
    if (json) {
      System.out.println(JsonUtils.GSON_PRETTY.toJson(rows));
      return 0;
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
    return 0;
  }
}
