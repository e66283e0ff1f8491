package dev.highorder.demo.cli;

import ai.djl.util.JsonUtils;
import dev.highorder.demo.experiment.Table3;
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
    TABLE3
  }

  @Parameters(paramLabel = "TABLE", description = "${COMPLETION-CANDIDATES}")
  private PaperTable table;

  @Option(names = "--json", description = "Print the table as JSON.")
  private boolean json;

  @Override
  public Integer call() {
    switch (table) {
      case TABLE3 -> table3();
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
}
