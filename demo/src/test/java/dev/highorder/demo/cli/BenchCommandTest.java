package dev.highorder.demo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.demo.StrictJson;
import dev.highorder.demo.bench.BusyBenchmark;
import dev.highorder.demo.bench.DepthBenchmark;
import dev.highorder.demo.bench.GoalBenchmark;
import dev.highorder.demo.bench.InferenceBenchmark;
import dev.highorder.demo.bench.LoaderBenchmark;
import dev.highorder.demo.bench.SmallBenchmark;
import dev.highorder.demo.bench.StackBenchmark;
import dev.highorder.demo.cli.output.Table;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The tables, with numbers that are none. What is measured takes minutes. */
class BenchCommandTest {

  private static final double NONE = Double.NaN;
  private static final double INFINITE = Double.POSITIVE_INFINITY;

  @Test
  void everyTableIsJson() {
    List<Table<?>> tables =
        List.of(
            BenchCommand.stacks(
                List.of(new StackBenchmark.Row("a", "b", 1, NONE, "c", NONE, 0, INFINITE, NONE))),
            BenchCommand.depth(List.of(new DepthBenchmark.Row("a", 1, NONE, INFINITE))),
            BenchCommand.loader(
                List.of(new LoaderBenchmark.Row(1, "a", NONE, INFINITE, NONE, NONE))),
            BenchCommand.inference(
                List.of(new InferenceBenchmark.Row("a", 1, 1, 0, INFINITE, NONE))),
            BenchCommand.goals(
                List.of(new GoalBenchmark.Row("a", "ms", NONE, NONE, NONE, INFINITE, NONE, NONE))),
            BenchCommand.small(List.of(new SmallBenchmark.Row("a", "b", NONE, INFINITE, NONE))),
            BenchCommand.busy(List.of(new BusyBenchmark.Row("a", 1, NONE, INFINITE, NONE, NONE))));

    for (Table<?> table : tables) {
      assertEquals(1, StrictJson.parse(table.json()).getAsJsonArray().size());
      assertTrue(table.text().lines().count() > 2, table.text());
    }
  }
}
