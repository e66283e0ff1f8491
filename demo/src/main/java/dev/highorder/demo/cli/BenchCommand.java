package dev.highorder.demo.cli;

import dev.highorder.demo.bench.BusyBenchmark;
import dev.highorder.demo.bench.CompareProfile;
import dev.highorder.demo.bench.DepthBenchmark;
import dev.highorder.demo.bench.GoalBenchmark;
import dev.highorder.demo.bench.InferenceBenchmark;
import dev.highorder.demo.bench.LoaderBenchmark;
import dev.highorder.demo.bench.ServingBenchmark;
import dev.highorder.demo.bench.SmallBenchmark;
import dev.highorder.demo.bench.StackBenchmark;
import dev.highorder.demo.bench.workload.OwnNetwork;
import dev.highorder.demo.cli.options.WholeNumber;
import dev.highorder.demo.cli.options.Word;
import dev.highorder.demo.cli.output.Table;
import dev.highorder.demo.cli.training.ExampleKind;
import dev.highorder.demo.cli.training.NetworkSpec;
import dev.highorder.text.ForeignText;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verb {@code bench}: two or more ways to compute the same, measured in turn. */
@Command(
    name = "bench",
    description = {
      "Compares the time and the peak memory of several ways to compute the same, measured in"
          + " turn.",
      "STACKS: generated stacks of 56 layers and 64 channels, and baselines of the same scheme.",
      "DEPTH: training of Euler and reversible stacks of two depths.",
      "LOADER: training with and without augmentation.",
      "INFERENCE: operator by operator, and as one compiled graph; with --net, of your own"
          + " network.",
      "GOALS: our networks, and hand-written ones, PyTorch and ONNX Runtime.",
      "SMALL: one image, one augmentation and the graph passes, by JMH.",
      "BUSY: small networks, next to 0 to 8 busy processes.",
      "SERVING: many callers of one network, next to ONNX Runtime and plain DJL; swaps, overload.",
      "STACKS, DEPTH and GOALS need Linux; GOALS, SMALL, BUSY and SERVING need a build with"
          + " -Pcompare."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class BenchCommand implements Callable<Integer> {

  private static final Consumer<String> PROGRESS = System.err::println;
  private static final int OWN_BLOCKS = 7; // those of the paper's RK4 network
  private static final int CLASSES = 10;

  /** The benchmarks. */
  enum Benchmark {
    /** Generated stacks and their baselines. */
    STACKS,
    /** The memory of training at two depths. */
    DEPTH,
    /** The speed of training with and without augmentation. */
    LOADER,
    /** Inference operator by operator and as one compiled graph. */
    INFERENCE,
    /** Speed and memory goals: hand-written code, PyTorch and ONNX Runtime. */
    GOALS,
    /** One image, one augmentation, the passes over one graph. */
    SMALL,
    /** Small networks on a machine that other programs use. */
    BUSY,
    /** Many callers of one network. */
    SERVING
  }

  /** The benchmarks of which {@code --only} chooses rows. */
  private static final Set<Benchmark> WITH_ROWS =
      EnumSet.of(Benchmark.GOALS, Benchmark.SMALL, Benchmark.BUSY);

  @Parameters(
      paramLabel = "BENCHMARK",
      description = "${COMPLETION-CANDIDATES}",
      defaultValue = "STACKS")
  private Benchmark benchmark;

  @Option(
      names = "--rounds",
      converter = WholeNumber.Rounds.class,
      paramLabel = "N",
      description =
          "How often each side is measured; for SMALL, the processes of each benchmark; for"
              + " SERVING, how many seconds.",
      defaultValue = "3")
  private int rounds;

  @Option(
      names = "--only",
      converter = Word.class,
      paramLabel = "TEXT",
      description =
          "For GOALS, SMALL and BUSY: measure only rows whose name contains TEXT, such as step, 16"
              + " channels or SingleImage.")
  private String only;

  @Option(
      names = "--net",
      converter = Word.Net.class,
      paramLabel = "NAME",
      description =
          "For INFERENCE: measure this network of images, 7 blocks of a name that the verb nets"
              + " lists, in place of the paper's.")
  private String net;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    String rows = rows();
    Optional<OwnNetwork> own = ownNetwork();
    switch (benchmark) {
      case STACKS -> stacks(new StackBenchmark(rounds, PROGRESS).run()).print(json);
      case DEPTH -> depth(new DepthBenchmark(rounds, PROGRESS).run()).print(json);
      case LOADER -> loader(new LoaderBenchmark(rounds, PROGRESS).run()).print(json);
      case INFERENCE -> {
        InferenceBenchmark inference = new InferenceBenchmark(rounds, PROGRESS);
        inference(own.isPresent() ? inference.run(own.get()) : inference.run()).print(json);
      }
      case GOALS -> {
        CompareProfile.require();
        goals(new GoalBenchmark(rounds, rows, PROGRESS).run()).print(json);
      }
      case SMALL -> {
        CompareProfile.require();
        small(new SmallBenchmark(rounds, rows).run()).print(json);
      }
      case BUSY -> {
        CompareProfile.require();
        busy(new BusyBenchmark(rounds, rows, PROGRESS).run()).print(json);
      }
      case SERVING -> {
        CompareProfile.require();
        serving(new ServingBenchmark(rounds, PROGRESS).run()).print(json);
      }
    }
    return 0;
  }

  /** Returns the text of {@code --only}; empty for all rows. */
  private String rows() {
    if (only != null && !WITH_ROWS.contains(benchmark)) {
      throw new IllegalArgumentException(
          "--only %s has no effect on %s. Leave it out, or choose one of %s."
              .formatted(ForeignText.show(only), benchmark, WITH_ROWS));
    }
    return only == null ? "" : only;
  }

  /** Returns the network of {@code --net}; empty for those of the paper. */
  private Optional<OwnNetwork> ownNetwork() {
    if (net == null) {
      return Optional.empty();
    }
    String name = networkOf(1).name();
    if (benchmark != Benchmark.INFERENCE) {
      throw new IllegalArgumentException(
          "--net %s has no effect on %s, whose baselines are written for certain networks. Leave it out, or choose INFERENCE."
              .formatted(ForeignText.show(name), benchmark));
    }
    return Optional.of(new OwnNetwork(net, width -> networkOf(width).create(CLASSES)));
  }

  private NetworkSpec networkOf(int width) {
    return new NetworkSpec(net, List.of(width), List.of(OWN_BLOCKS), null, null)
        .checked(ExampleKind.IMAGES);
  }

  static Table<StackBenchmark.Row> stacks(List<StackBenchmark.Row> rows) {
    return Table.of(rows)
        .column("scheme", StackBenchmark.Row::scheme)
        .column("mode", StackBenchmark.Row::mode)
        .column("batch", StackBenchmark.Row::batch)
        .column("one tensor", "tensorMegabytes", StackBenchmark.Row::tensorMegabytes, "%.1f MB")
        .column("baseline", StackBenchmark.Row::baseline)
        .column(
            "memory: generated",
            "generatedMegabytes",
            StackBenchmark.Row::generatedMegabytes,
            "%.0f MB")
        .column("baseline", "baselineMegabytes", StackBenchmark.Row::baselineMegabytes, "%.0f MB")
        .column("ratio", "memoryRatio", StackBenchmark.Row::memoryRatio, "%.2f")
        .column(
            "time: generated", "generatedMillis", StackBenchmark.Row::generatedMillis, "%.0f ms")
        .column("baseline", "baselineMillis", StackBenchmark.Row::baselineMillis, "%.0f ms")
        .column("ratio", "timeRatio", StackBenchmark.Row::timeRatio, "%.2f");
  }

  static Table<DepthBenchmark.Row> depth(List<DepthBenchmark.Row> rows) {
    return Table.of(rows)
        .column("stack", DepthBenchmark.Row::stack)
        .column("sub-nets", DepthBenchmark.Row::subNets)
        .column("memory", "megabytes", DepthBenchmark.Row::megabytes, "%.0f MB")
        .column("training step", "millis", DepthBenchmark.Row::millis, "%.0f ms");
  }

  static Table<LoaderBenchmark.Row> loader(List<LoaderBenchmark.Row> rows) {
    return Table.of(rows)
        .column("width", LoaderBenchmark.Row::width)
        .column("augmentation", LoaderBenchmark.Row::augmentation)
        .column("prepared alone", LoaderBenchmark.Row::loaderOnly, "%.0f")
        .column("trained", LoaderBenchmark.Row::trained, "%.0f")
        .column("of none", LoaderBenchmark.Row::ofNone, "%.3f")
        .column("waiting", LoaderBenchmark.Row::waiting, row -> Table.percent(row.waiting(), 2))
        .note("Prepared and trained: images of 32x32 per second.");
  }

  static Table<InferenceBenchmark.Row> inference(List<InferenceBenchmark.Row> rows) {
    return Table.of(rows)
        .column("scheme", InferenceBenchmark.Row::scheme)
        .column("width", InferenceBenchmark.Row::width)
        .column("batch", InferenceBenchmark.Row::batch)
        .column("operators", "operatorsMillis", InferenceBenchmark.Row::operatorsMillis, "%.1f ms")
        .column("graph", "graphMillis", InferenceBenchmark.Row::graphMillis, "%.1f ms")
        .column("ratio", InferenceBenchmark.Row::ratio, "%.2f")
        .column("difference", InferenceBenchmark.Row::difference, "%.0e");
  }

  static Table<GoalBenchmark.Row> goals(List<GoalBenchmark.Row> rows) {
    return Table.of(rows)
        .column("what", GoalBenchmark.Row::what)
        .column("ours", GoalBenchmark.Row::ours, row -> quantity(row.ours(), row.unit()))
        .column("theirs", GoalBenchmark.Row::theirs, row -> quantity(row.theirs(), row.unit()))
        .detail("unit", GoalBenchmark.Row::unit)
        .column("ratio", GoalBenchmark.Row::ratio, "%.2f")
        .column("goal", GoalBenchmark.Row::goal, "%.2f")
        .column("reached", GoalBenchmark.Row::isReached, row -> row.isReached() ? "yes" : "no")
        .detail("ourImages", GoalBenchmark.Row::ourImages)
        .detail("theirImages", GoalBenchmark.Row::theirImages);
  }

  private static String quantity(double value, String unit) {
    return String.format(Locale.ROOT, "%.1f %s", value, unit);
  }

  static Table<SmallBenchmark.Row> small(List<SmallBenchmark.Row> rows) {
    return Table.of(rows)
        .column("what", SmallBenchmark.Row::what)
        .column("side", SmallBenchmark.Row::side)
        .column("median", "medianMicros", SmallBenchmark.Row::median, "%.1f us")
        .column("99%", "slowestMicros", SmallBenchmark.Row::slowest, "%.1f us")
        .column(
            "graph / it",
            "ratio",
            SmallBenchmark.Row::ratio,
            row -> row.side().isEmpty() ? "" : String.format(Locale.ROOT, "%.2f", row.ratio()));
  }

  static Table<ServingBenchmark.Row> serving(List<ServingBenchmark.Row> rows) {
    return Table.of(rows)
        .column("what", ServingBenchmark.Row::what)
        .column("callers", ServingBenchmark.Row::callers)
        .column("answers", row -> row.result().answers())
        .column("per second", "perSecond", row -> row.result().perSecond(), "%.0f")
        .column("median", "medianMillis", row -> row.result().medianMillis(), "%.1f ms")
        .column("99%", "slowMillis", row -> row.result().slowMillis(), "%.1f ms")
        .column("refused", row -> row.result().refusals())
        .column("99%", "refusalMillis", row -> row.result().refusalMillis(), "%.2f ms")
        .column("memory", "megabytes", ServingBenchmark.Row::megabytes, "%+.1f MB")
        .column("failure", row -> row.result().failure());
  }

  static Table<BusyBenchmark.Row> busy(List<BusyBenchmark.Row> rows) {
    return Table.of(rows)
        .column("what", BusyBenchmark.Row::what)
        .column("busy processes", BusyBenchmark.Row::busy)
        .column("unchanged", "unchangedMillis", BusyBenchmark.Row::unchangedMillis, "%.1f ms")
        .column("10,000", "longMillis", BusyBenchmark.Row::longMillis, "%.1f ms")
        .column("1,000", "shortMillis", BusyBenchmark.Row::shortMillis, "%.1f ms")
        .column("0", "noneMillis", BusyBenchmark.Row::noneMillis, "%.1f ms")
        .note("Rounds that a waiting thread of OpenMP spins; unchanged: 300,000.");
  }
}
