package dev.highorder.demo.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
 * What takes milliseconds or less, measured by JMH: {@link OnePicture}, {@link AugmentedPicture}
 * and {@link RewrittenGraph}. Each of them has alternatives, and the first of them is what the
 * others are compared to. Needs {@link CompareProfile}.
 */
public final class SmallBenchmark {

  private static final int WARM_UPS = 3;
  private static final int MEASUREMENTS = 3;
  private static final String ALTERNATIVE = "alternative";

  private final int rounds;
  private final String only;

  /**
   * A line of the result, in microseconds.
   *
   * @param parameters what else was chosen; empty if nothing can be
   * @param slowest of a hundred, what the slowest takes at least
   * @param ratio of the median to that of the first alternative with the same parameters
   */
  public record Row(
      String what,
      String parameters,
      String alternative,
      double median,
      double slowest,
      double ratio) {}

  /**
   * Creates a benchmark.
   *
   * @param rounds processes for each alternative, at least 1
   * @param only what the names of benchmarks must contain; empty for all
   */
  public SmallBenchmark(int rounds, String only) {
    if (rounds < 1) {
      throw new IllegalArgumentException("A benchmark has at least 1 round, not " + rounds);
    }
    this.rounds = rounds;
    this.only = only;
  }

  /**
   * Measures all alternatives; JMH tells on standard error how far it is.
   *
   * @throws IllegalArgumentException if no benchmark is left
   */
  public List<Row> run() {
    Options options =
        new OptionsBuilder()
            .include(getClass().getPackageName().replace(".", "\\.") + ".*" + only)
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
      throw new IllegalArgumentException("No benchmark's name contains '" + only + "'", e);
    } catch (RunnerException e) {
      throw new IllegalStateException("A benchmark failed, see above: " + e.getMessage(), e);
    }
  }

  private static List<Row> rows(Collection<RunResult> results) {
    Map<String, Double> firsts = new HashMap<>();
    List<Row> rows = new ArrayList<>();
    for (RunResult result : results) {
      BenchmarkParams setting = result.getParams();
      String what = setting.getBenchmark().replaceFirst(".*\\.(?=\\w+\\.\\w+$)", "");
      String parameters =
          setting.getParamsKeys().stream()
              .filter(key -> !key.equals(ALTERNATIVE))
              .map(setting::getParam)
              .collect(Collectors.joining(", "));
      Statistics times = result.getPrimaryResult().getStatistics();
      double median = times.getPercentile(50);
      double first = firsts.computeIfAbsent(what + parameters, key -> median);
      rows.add(
          new Row(
              what,
              parameters,
              setting.getParam(ALTERNATIVE),
              median,
              times.getPercentile(99),
              median / first));
    }
    rows.sort(
        Comparator.comparing(Row::what).thenComparing(Row::parameters)); // JMH's order is other
    return rows;
  }
}
