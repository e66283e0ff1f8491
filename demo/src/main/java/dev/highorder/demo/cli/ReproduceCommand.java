package dev.highorder.demo.cli;

import ai.djl.util.JsonUtils;
import dev.highorder.demo.experiment.Depths;
import dev.highorder.demo.experiment.Table3;
import dev.highorder.demo.experiment.Table6;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code reproduce}: a table of the paper, ours beside theirs. */
@Command(
    name = "reproduce",
    description = "Computes a table of the paper again and prints it beside the paper's.",
    mixinStandardHelpOptions = true)
public final class ReproduceCommand implements Callable<Integer> {

  /** The tables that can be computed. */
  enum PaperTable {
    /** Layers and parameters by scheme and depth. */
    TABLE3,
    /** A thousand layers, and the way there. */
    TABLE5,
    /** Layers, parameters and multiply-adds by sub-net and scheme. */
    TABLE6
  }

  @Parameters(paramLabel = "TABLE", description = "${COMPLETION-CANDIDATES}")
  private PaperTable table;

  @Option(names = "--json", description = "Print the table as JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    switch (table) {
      case TABLE3 -> table3();
      case TABLE5 -> table5();
      case TABLE6 -> table6();
    }
    return 0;
  }

  private void table3() {
    List<Table3.Row> rows = Table3.rows();
    if (json) {
      System.out.println(JsonUtils.GSON_PRETTY.toJson(rows));
      return;
    }
    TextTable text =
        new TextTable("model", "layers", "paper", "parameters", "in millions", "paper");
    for (Table3.Row row : rows) {
      text.row(
          row.model(),
          row.layers(),
          row.paperLayers(),
          "%,d".formatted(row.parameters()),
          "%.3f".formatted(row.parameters() / 1e6),
          "%.2f".formatted(row.paperMillions()) + (row.steps() == 0 ? "" : " + " + row.steps()));
    }
    System.out.println(text);
  }

  private void table5() throws IOException {
    List<Depths.Row> rows = Depths.rows();
    if (json) {
      System.out.println(JsonUtils.GSON_PRETTY.toJson(rows));
      return;
    }
    TextTable text =
        new TextTable(
            "model", "layers", "parameters", "build", "initialise", "training step", "peak memory");
    for (Depths.Row row : rows) {
      text.row(
          "rk4 x" + row.blocks(),
          row.layers(),
          "%,d".formatted(row.parameters()),
          "%.1f ms".formatted(row.build()),
          "%.1f ms".formatted(row.initialise()),
          "%.0f ms".formatted(row.step()),
          "%.0f MB".formatted(row.peakMegabytes()));
    }
    System.out.println(text);
  }

  private void table6() {
    List<Table6.Row> rows = Table6.rows();
    if (json) {
      System.out.println(JsonUtils.GSON_PRETTY.toJson(rows));
      return;
    }
    TextTable text =
        new TextTable(
            "sub-net", "scheme", "layers", "parameters", "multiply-adds", "paper's accuracy");
    for (Table6.Row row : rows) {
      text.row(
          row.subNet(),
          row.scheme() + " x" + row.blocks(),
          row.layers(),
          "%,d".formatted(row.parameters()),
          "%.1f M".formatted(row.multiplyAdds() / 1e6),
          "%.2f%%".formatted(row.paperAccuracy()));
    }
    System.out.println(text);
  }
}
