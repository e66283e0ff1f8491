package dev.highorder.demo.experiment.item;

import dev.highorder.demo.chart.DotChart;
import dev.highorder.demo.chart.SvgChart;
import dev.highorder.demo.cli.output.Table;
import dev.highorder.demo.experiment.run.Arm;
import dev.highorder.demo.experiment.run.Experiment;
import dev.highorder.demo.experiment.run.ExperimentResults;
import dev.highorder.demo.experiment.run.RunResult;
import dev.highorder.demo.report.Section;
import dev.highorder.demo.statistics.MeanInterval;
import dev.highorder.demo.statistics.RatioInterval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Fig. 13 and Table 4: training steps, epochs and seconds until a training accuracy, as ratios to
 * Euler's scheme. The accuracy is the mean over a whole epoch, so that chance in a few batches does
 * not count.
 *
 * @param name {@code fig13} or {@code table4}
 * @param title a line about it
 */
record Speed(String name, String title) implements PaperItem {

  private static final int SUB_NETS = 28;

  /** The samples of an epoch. */
  private static final int WINDOW = 5;

  private static final List<Double> ACCURACIES = List.of(0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85);

  /** The paper prints how many times faster than Euler's each scheme is. */
  private static final Map<String, Map<Double, Double>> PAPER =
      Map.of(
          "midpoint", Map.of(0.8, 2.27, 0.85, 2.28),
          "RK4", Map.of(0.8, 4.43, 0.85, 3.92),
          "Verner 8", Map.of(0.8, 3.31, 0.85, 3.53),
          "Verner 8, as published", Map.of(0.8, 3.31, 0.85, 3.53),
          "Verner 8, h learned", Map.of(0.8, 3.84, 0.85, 3.03));

  private static SchemeExperiment twins() {
    return new SchemeExperiment("vgg", SUB_NETS, ComparedScheme.WITH_CONTROLS);
  }

  /** The trainings are those of Fig. 12. */
  private static Experiment experiment(Scale scale) {
    return twins().experiment("fig12", scale, scale.recipe());
  }

  @Override
  public List<Experiment> experiments(Scale scale) {
    return List.of(experiment(scale));
  }

  /** An arm and an accuracy. */
  private record Row(Arm arm, double accuracy) {}

  /** A quantity of a run at the time at which it reaches an accuracy. */
  @FunctionalInterface
  private interface Until {
    OptionalDouble of(RunResult run, double accuracy);
  }

  private static List<Double> reached(
      ExperimentResults results, Arm arm, double accuracy, Until until) {
    return results.of(arm).stream()
        .map(run -> until.of(run, accuracy))
        .filter(OptionalDouble::isPresent)
        .map(OptionalDouble::getAsDouble)
        .toList();
  }

  private static OptionalDouble steps(RunResult run, double accuracy) {
    return run.stepsUntil(accuracy, WINDOW);
  }

  private static OptionalDouble seconds(RunResult run, double accuracy) {
    return run.secondsUntil(accuracy, WINDOW);
  }

  @Override
  public Section section(ItemContext context) {
    ExperimentResults results = context.results(experiment(context.scale()));
    List<Row> rows = new ArrayList<>();
    for (double accuracy : ACCURACIES) {
      boolean isReached =
          results.experiment().arms().stream()
              .anyMatch(arm -> !reached(results, arm, accuracy, Speed::steps).isEmpty());
      if (isReached) {
        results.experiment().arms().forEach(arm -> rows.add(new Row(arm, accuracy)));
      }
    }
    Section section =
        new Section(name, title)
            .paragraph(
                "The paper counts the time until networks of 58 layers reach 0.8 and 0.85 of"
                    + " training accuracy, and divides Euler's by it: midpoint 2.3 times faster,"
                    + " RK4 4 times, Verner's 3 to 4 times. The controls show how much of that is"
                    + " the shorter time over which these networks integrate. "
                    + context.scale().sentence())
            .figure(
                ResultParts.trainingAccuracies(name + "-curve", results),
                "Training accuracy, means over the seeds.");
    if (rows.isEmpty()) {
      section.paragraph("No network reached a training accuracy of 0.3.");
    } else {
      double highest = rows.get(rows.size() - 1).accuracy();
      section
          .figure(
              stepDots(results, highest),
              String.format(
                  Locale.ROOT,
                  "Training steps until a training accuracy of %.2f, the highest that a network"
                      + " reached. A row without dots did not reach it.",
                  highest))
          .grid(Grids.of("Until a training accuracy", table(results, rows)));
    }
    return section.data("runs", ResultParts.runs(results));
  }

  private SvgChart stepDots(ExperimentResults results, double accuracy) {
    DotChart chart = new DotChart("", "training steps").logarithmic();
    for (Arm arm : results.experiment().arms()) {
      chart.row(arm.title(), reached(results, arm, accuracy, Speed::steps));
    }
    return chart.svg(name + "-steps", "Training steps of every run, with mean and interval.");
  }

  private static Table<Row> table(ExperimentResults results, List<Row> rows) {
    Map<String, Double> times = twins().times();
    return Table.of(rows)
        .column("accuracy", Row::accuracy, "%.2f")
        .column("network", row -> row.arm().title())
        .column("time", row -> times.get(row.arm().title()), "%.3g")
        .column(
            "runs",
            row ->
                reached(results, row.arm(), row.accuracy(), Speed::steps).size()
                    + " of "
                    + results.of(row.arm()).size())
        .column("steps", row -> mean(results, row, Speed::steps, 0))
        .column("epochs", row -> epochs(results, row))
        .column("seconds", row -> mean(results, row, Speed::seconds, 1))
        .column(
            "times faster, steps",
            "ratioOfSteps",
            row -> ratio(results, row, Speed::steps),
            row -> ratio(results, row, Speed::steps))
        .column(
            "times faster, seconds",
            "ratioOfSeconds",
            row -> ratio(results, row, Speed::seconds),
            row -> ratio(results, row, Speed::seconds))
        .column("paper", row -> paper(row))
        .note(
            "The training accuracy is the mean over an epoch. Ratios are geometric means over the"
                + " seeds with which both networks reached the accuracy, with 95% intervals"
                + " (Student's t of the logarithms). The paper does not say how it averages, nor"
                + " how many runs it made. It prints one fixed Verner network, which stands next to"
                + " both tables of coefficients.");
  }

  private static String mean(ExperimentResults results, Row row, Until until, int digits) {
    List<Double> values = reached(results, row.arm(), row.accuracy(), until);
    return values.isEmpty() ? "not reached" : Grids.number(MeanInterval.of(values), digits);
  }

  private static String epochs(ExperimentResults results, Row row) {
    RunResult any = results.of(row.arm()).get(0);
    List<Double> steps = reached(results, row.arm(), row.accuracy(), Speed::steps);
    if (steps.isEmpty() || any.epochs().isEmpty()) {
      return "";
    }
    double perEpoch = (double) any.steps() / any.epochs().size();
    return Grids.number(MeanInterval.of(steps.stream().map(step -> step / perEpoch).toList()), 1);
  }

  /** Returns how many times faster than Euler's network of the same seed it is. */
  private static String ratio(ExperimentResults results, Row row, Until until) {
    List<RunResult> euler = results.of(results.arm("Euler"));
    List<RunResult> runs = results.of(row.arm());
    List<Double> own = new ArrayList<>();
    List<Double> reference = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      OptionalDouble mine = until.of(runs.get(i), row.accuracy());
      OptionalDouble eulers = until.of(euler.get(i), row.accuracy());
      if (mine.isPresent() && eulers.isPresent()) {
        own.add(mine.getAsDouble());
        reference.add(eulers.getAsDouble());
      }
    }
    if (own.isEmpty()) {
      return "";
    }
    RatioInterval ratio = RatioInterval.of(reference, own);
    return Double.isNaN(ratio.lower())
        ? String.format(Locale.ROOT, "%.2f", ratio.ratio())
        : String.format(
            Locale.ROOT, "%.2f [%.2f, %.2f]", ratio.ratio(), ratio.lower(), ratio.upper());
  }

  private static String paper(Row row) {
    Double printed = PAPER.getOrDefault(row.arm().title(), Map.of()).get(row.accuracy());
    return printed == null ? "" : String.format(Locale.ROOT, "%.2f", printed);
  }
}
