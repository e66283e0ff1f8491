package dev.highorder.demo.cli;

import dev.highorder.demo.cli.output.Table;
import dev.highorder.demo.experiment.Table3;
import dev.highorder.demo.experiment.Table6;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verb {@code reproduce}: the part of a table of the paper that needs no training. */
@Command(
    name = "reproduce",
    description = {
      "Computes the part of a table of the paper that needs no training.",
      "FIG3: the steps of schemes on a problem in one dimension, and their errors.",
      "TABLE1: every family, with its order observed and a training step.",
      "TABLE2: memory and time relative to Euler's scheme, measured; minutes.",
      "TABLE3: layers and parameters, compared with the paper's.",
      "TABLE5: layers and parameters of networks of up to 1002 layers, and a training step.",
      "TABLE6: layers, parameters and multiply-adds of each sub-net with each scheme."
    },
    mixinStandardHelpOptions = true)
public final class ReproduceCommand implements Callable<Integer> {

  /** The tables that can be computed. */
  enum PaperTable {
    /** Steps in one dimension. */
    FIG3,
    /** Families and orders. */
    TABLE1,
    /** Memory and time by scheme. */
    TABLE2,
    /** Layers and parameters by scheme and depth. */
    TABLE3,
    /** Layers and parameters of deep networks. */
    TABLE5,
    /** Layers, parameters and multiply-adds by sub-net and scheme. */
    TABLE6
  }

  @Parameters(paramLabel = "TABLE", description = "${COMPLETION-CANDIDATES}")
  private PaperTable table;

  @Option(names = "--json", description = "Print the table as JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    switch (table) {
      case TABLE3 -> table3(Table3.rows()).print(json);
      case TABLE6 -> table6(Table6.rows()).print(json);
      default -> ValueTables.print(table.name().toLowerCase(Locale.ROOT), json);
    }
    return 0;
  }

  private static Table<Table3.Row> table3(List<Table3.Row> rows) {
    return Table.of(rows)
        .column("model", Table3.Row::model)
        .column("layers", Table3.Row::layers)
        .column("paper", "paperLayers", Table3.Row::paperLayers, "%s")
        .column("parameters", Table3.Row::parameters, "%,d")
        .column("in millions", "millions", row -> row.parameters() / 1e6, "%.3f")
        .column(
            "paper",
            "paperMillions",
            Table3.Row::paperMillions,
            row ->
                String.format(Locale.ROOT, "%.2f", row.paperMillions())
                    + (row.steps() == 0 ? "" : " + " + row.steps()))
        .detail("steps", Table3.Row::steps);
  }

  private static Table<Table6.Row> table6(List<Table6.Row> rows) {
    return Table.of(rows)
        .column("sub-net", Table6.Row::subNet)
        .column("scheme", Table6.Row::scheme, row -> row.scheme() + " x" + row.blocks())
        .detail("blocks", Table6.Row::blocks)
        .column("layers", Table6.Row::layers)
        .column("parameters", Table6.Row::parameters, "%,d")
        .column("multiply-adds", Table6.Row::multiplyAdds, row -> millions(row.multiplyAdds()))
        .column("paper's accuracy", Table6.Row::paperAccuracy, "%.2f%%")
        .note(
            "The accuracies are those that the paper prints for its own networks; the networks here"
                + " were not\n"
                + "trained. The paper gives 56 +- 2 layers for all rows. Sub-nets of three layers"
                + " cannot meet that\n"
                + "with RK4 (50 or 62) or Verner's method (44 or 86).");
  }

  private static String millions(long count) {
    return String.format(Locale.ROOT, "%.1f M", count / 1e6);
  }
}
