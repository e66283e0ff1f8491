package dev.highorder.demo.cli;

import dev.highorder.demo.cli.output.Table;
import dev.highorder.demo.experiment.SchemeTable;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The verb {@code schemes}: every scheme with its order as claimed, as proven and as observed. */
@Command(
    name = "schemes",
    description =
        "Lists every scheme: the order it claims, the order its tableau proves, the order at which"
            + " generated blocks solve an equation, its stages, and its live tensors.",
    mixinStandardHelpOptions = true)
public final class SchemesCommand implements Callable<Integer> {

  @Option(names = "--json", description = "Print the table as JSON.")
  private boolean json;

  @Override
  public Integer call() {
    Table.of(SchemeTable.rows())
        .column("scheme", SchemeTable.Row::scheme)
        .column("claimed", SchemeTable.Row::claimed)
        .column("proven", SchemeTable.Row::proven)
        .column("observed", SchemeTable.Row::observed, "%.2f")
        .column("blocks", SchemeTable.Row::blocks, row -> row.blocks() + ", " + 2 * row.blocks())
        .column("error", SchemeTable.Row::error, "%.1e")
        .column("stages", SchemeTable.Row::stages)
        .column("live tensors", SchemeTable.Row::held)
        .print(json);
    return 0;
  }
}
