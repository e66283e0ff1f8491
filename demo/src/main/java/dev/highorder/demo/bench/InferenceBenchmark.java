package dev.highorder.demo.bench;

import dev.highorder.demo.bench.harness.Comparison;
import dev.highorder.demo.bench.harness.Measurement;
import dev.highorder.demo.bench.workload.Setting;
import dev.highorder.demo.bench.workload.Side;
import dev.highorder.demo.bench.workload.Task;
import dev.highorder.demo.bench.workload.Workload;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The time of inference operator by operator and as one compiled graph: the paper's networks of 58
 * layers, and networks of 16 channels. Both sides run in this process.
 */
public final class InferenceBenchmark {

  private static final int WARM_UPS = 3;

  private final int rounds;
  private final Consumer<String> progress;

  /**
   * A row of the result; medians.
   *
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

  /** Measures every scheme, width and batch size. */
  public List<Row> run() throws IOException, InterruptedException {
    List<Row> rows = new ArrayList<>();
    for (int width : List.of(64, 16)) {
      for (int batch : List.of(1, 16, 64)) {
        for (String scheme : List.of("euler", "midpoint", "rk4", "verner8")) {
          progress.accept("%s, width %s, batch size %s".formatted(scheme, width, batch));
          rows.add(row(scheme, width, batch));
        }
      }
    }
    return rows;
  }

  private Row row(String scheme, int width, int batch) throws IOException, InterruptedException {
    Setting operators = setting(Side.OPERATORS, scheme, width, batch);
    Setting graph = setting(Side.GRAPH, scheme, width, batch);
    try (Workload operatorsReady = operators.start();
        Workload graphReady = graph.start()) {
      Map<Setting, Workload> ready = Map.of(operators, operatorsReady, graph, graphReady);
      Comparison<Setting, Measurement> comparison =
          new Comparison<Setting, Measurement>(
                  rounds, setting -> Measurement.once(ready.get(setting)::run))
              .optWarmUps(WARM_UPS)
              .run(List.of(operators, graph));
      return new Row(
          scheme,
          width,
          batch,
          comparison.median(operators, Measurement::millis),
          comparison.median(graph, Measurement::millis),
          comparison.first(graph).difference(comparison.first(operators)));
    }
  }

  private static Setting setting(Side side, String scheme, int width, int batch) {
    return Setting.ofNetwork(side, Task.INFERENCE, scheme, width, batch, 0);
  }
}
