package dev.highorder.demo.bench;

import dev.highorder.demo.bench.harness.Comparison;
import dev.highorder.demo.bench.harness.Measurement;
import dev.highorder.demo.bench.workload.OwnNetwork;
import dev.highorder.demo.bench.workload.Setting;
import dev.highorder.demo.bench.workload.Side;
import dev.highorder.demo.bench.workload.Task;
import dev.highorder.demo.bench.workload.Workload;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The time of inference operator by operator and as one compiled graph: the paper's networks of 58
 * layers, and networks of 16 channels; or a network of the user's own. Both sides run in this
 * process.
 */
public final class InferenceBenchmark {

  private static final int WARM_UPS = 3;
  private static final List<Integer> WIDTHS = List.of(64, 16);
  private static final List<Integer> BATCHES = List.of(1, 16, 64);

  private final int rounds;
  private final Consumer<String> progress;

  /**
   * A row of the result; medians.
   *
   * @param scheme the scheme, or the name of the user's network
   * @param difference the largest difference of the logits, relative to the largest logit
   */
  public record Row(
      String scheme,
      int width,
      int batch,
      double operatorsMillis,
      double graphMillis,
      double difference) {

    /** Returns the time of the graph relative to the operators. */
    public double ratio() {
      return graphMillis / operatorsMillis;
    }
  }

  /**
   * Creates a benchmark.
   *
   * @param rounds how often each side is measured, at least once
   * @param progress receives a line before each measurement
   */
  public InferenceBenchmark(int rounds, Consumer<String> progress) {
    this.rounds = rounds;
    this.progress = progress;
  }

  /** Measures the paper's networks: every scheme, width and batch size. */
  public List<Row> run() throws IOException, InterruptedException {
    List<Row> rows = new ArrayList<>();
    for (int width : WIDTHS) {
      for (int batch : BATCHES) {
        for (String scheme : List.of("euler", "midpoint", "rk4", "verner8")) {
          rows.add(row(scheme, width, batch, side -> setting(side, scheme, width, batch).start()));
        }
      }
    }
    return rows;
  }

  /** Measures one network of the user's own: every width and batch size. */
  public List<Row> run(OwnNetwork network) throws IOException, InterruptedException {
    List<Row> rows = new ArrayList<>();
    for (int width : WIDTHS) {
      for (int batch : BATCHES) {
        rows.add(row(network.name(), width, batch, side -> network.start(side, width, batch)));
      }
    }
    return rows;
  }

  private Row row(String name, int width, int batch, Function<Side, Workload> start)
      throws IOException, InterruptedException {
    progress.accept("%s, width %s, batch size %s".formatted(name, width, batch));
    try (Workload operators = start.apply(Side.OPERATORS);
        Workload graph = start.apply(Side.GRAPH)) {
      Map<Side, Workload> ready = Map.of(Side.OPERATORS, operators, Side.GRAPH, graph);
      Comparison<Side, Measurement> comparison =
          new Comparison<Side, Measurement>(rounds, side -> Measurement.once(ready.get(side)::run))
              .optWarmUps(WARM_UPS)
              .run(List.of(Side.OPERATORS, Side.GRAPH));
      return new Row(
          name,
          width,
          batch,
          comparison.median(Side.OPERATORS, Measurement::millis),
          comparison.median(Side.GRAPH, Measurement::millis),
          comparison.first(Side.GRAPH).difference(comparison.first(Side.OPERATORS)));
    }
  }

  private static Setting setting(Side side, String scheme, int width, int batch) {
    return Setting.ofNetwork(side, Task.INFERENCE, scheme, width, batch, 0);
  }
}
