package dev.highorder.demo.cli;

import ai.djl.util.JsonUtils;
import dev.highorder.demo.experiment.SchemeTable;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code schemes}: every scheme with its order as claimed, as proven and as observed. */
@Command(
    name = "schemes",
    description =
        "Lists every scheme: the order it claims, the order its tableau proves, the order at which"
            + " generated blocks solve an equation, its stages and its live tensors.",
    mixinStandardHelpOptions = true)
public final class SchemesCommand implements Callable<Integer> {

  @Option(names = "--json", description = "Print the table as JSON.")
  private boolean json;

  @Override
  public Integer call() {
    List<SchemeTable.Row> rows = SchemeTable.rows();
    if (json) {
      System.out.println(JsonUtils.GSON_PRETTY.toJson(rows));
      return 0;
    }
    TextTable table =
        new TextTable(
            "scheme", "claimed", "proven", "observed", "blocks", "error", "stages", "live");
    for (SchemeTable.Row row : rows) {
      table.row(
          row.scheme(),
          row.claimed(),
          row.proven().isPresent() ? row.proven().getAsInt() : "-",
          "%.2f".formatted(row.observed()),
          row.blocks() + ", " + 2 * row.blocks(),
          "%.1e".formatted(row.error()),
          row.stages(),
          row.liveTensors());
    }
    System.out.println(table);
    return 0;
  }
}
