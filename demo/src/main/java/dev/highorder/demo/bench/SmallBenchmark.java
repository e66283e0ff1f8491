package dev.highorder.demo.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/**
 * The benchmarks of milliseconds or less, measured by JMH: {@link SingleImage}, {@link
 * AugmentedImage} and {@link RewrittenGraph}. Needs {@link CompareProfile}.
 */
public final class SmallBenchmark {

  private static final int WARM_UPS = 3;
  private static final int MEASUREMENTS = 3;
  private static final String SIDE = "side";
  private static final String OURS = "graph";

  private final int rounds;
  private final String only;

  /**
   * A row of the result, in microseconds.
   *
   * @param what the benchmark and its parameters
   * @param side who computes; empty where there is one side only
   * @param median the median time
   * @param slowest the 99th percentile
   * @param ratio the median of the compiled graph relative to this one; 1 where there is one side
   */
  public record Row(String what, String side, double median, double slowest, double ratio) {}

  /**
   * Creates a benchmark.
   *
   * @param rounds the processes of each measurement, at least 1
   * @param only a text that the names of benchmarks must contain; empty for all
   */
  public SmallBenchmark(int rounds, String only) {
    if (rounds < 1) {
      throw new IllegalArgumentException(
          "%s rounds measure nothing. Give at least 1.".formatted(rounds));
    }
    this.rounds = rounds;
    this.only = only;
  }

  /**
   * Measures. JMH reports its progress on the error stream.
   *
   * @throws IllegalArgumentException if no benchmark is left
   */
  public List<Row> run() {
    Options options =
        new OptionsBuilder()
            .include(getClass().getPackageName().replace(".", "\\.") + ".*" + Pattern.quote(only))
            .forks(rounds)
            .warmupIterations(WARM_UPS)
            .warmupTime(TimeValue.seconds(1))
            .measurementIterations(MEASUREMENTS)
            .measurementTime(TimeValue.seconds(1))
            .jvmArgsAppend("-Xmx512m")
            .shouldFailOnError(true)
            .build();
    try {
      return rows(
          new Runner(
                  options, OutputFormatFactory.createFormatInstance(System.err, VerboseMode.NORMAL))
              .run());
    } catch (NoBenchmarksException e) {
      throw new IllegalArgumentException(
          "No benchmark's name contains '" + only + "'. Run without --only to see the names.", e);
    } catch (RunnerException e) {
      throw new IllegalStateException("A benchmark failed, see above: " + e.getMessage(), e);
    }
  }

  private static List<Row> rows(Collection<RunResult> results) {
    Map<String, Double> ours = new HashMap<>();
    for (RunResult result : results) {
      if (OURS.equals(result.getParams().getParam(SIDE))) {
        ours.put(name(result.getParams()), times(result).getPercentile(50));
      }
    }
    List<Row> rows = new ArrayList<>();
    for (RunResult result : results) {
      String what = name(result.getParams());
      String side = Objects.requireNonNullElse(result.getParams().getParam(SIDE), "");
      double median = times(result).getPercentile(50);
      double ratio = ours.getOrDefault(what, median) / median;
      rows.add(new Row(what, side, median, times(result).getPercentile(99), ratio));
    }
    rows.sort(Comparator.comparing(Row::what)); // JMH groups by side
    return rows;
  }

  private static Statistics times(RunResult result) {
    return result.getPrimaryResult().getStatistics();
  }

  /** Returns the benchmark's class and its parameters without the side. */
  private static String name(BenchmarkParams setting) {
    String[] parts = setting.getBenchmark().split("\\.", -1);
    return setting.getParamsKeys().stream()
        .filter(key -> !key.equals(SIDE))
        .map(setting::getParam)
        .collect(Collectors.joining(", ", parts[parts.length - 2] + ", ", ""));
  }
}
