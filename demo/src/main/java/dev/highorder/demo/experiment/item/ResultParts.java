package dev.highorder.demo.experiment.item;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import dev.highorder.demo.chart.DotChart;
import dev.highorder.demo.chart.LineChart;
import dev.highorder.demo.chart.SvgChart;
import dev.highorder.demo.cli.output.Json;
import dev.highorder.demo.cli.output.Table;
import dev.highorder.demo.experiment.run.Arm;
import dev.highorder.demo.experiment.run.ExperimentResults;
import dev.highorder.demo.experiment.run.RunResult;
import dev.highorder.demo.experiment.run.RunResult.Sample;
import dev.highorder.demo.experiment.run.RunResult.Verdict;
import dev.highorder.demo.report.Section.Grid;
import dev.highorder.demo.statistics.MeanInterval;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** The tables and charts of trainings that several items show. */
final class ResultParts {

  private static final double CUT = 5;

  private ResultParts() {}

  static List<Double> values(ExperimentResults results, Arm arm, ToDoubleFunction<RunResult> of) {
    return results.of(arm).stream().mapToDouble(of).boxed().toList();
  }

  static MeanInterval mean(ExperimentResults results, Arm arm, ToDoubleFunction<RunResult> of) {
    return MeanInterval.of(values(results, arm, of));
  }

  /** Returns how many runs of an arm learned anything, such as {@code 4 of 5}. */
  static String learned(ExperimentResults results, Arm arm) {
    long count = results.of(arm).stream().filter(run -> run.verdict() == Verdict.LEARNED).count();
    return count + " of " + results.of(arm).size();
  }

  private static OptionalDouble paper(Map<String, Double> paper, Arm arm) {
    Double value = paper.get(arm.title());
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /**
   * Returns a row for each arm.
   *
   * @param times the time over which a network integrates by the title of the arm; may be empty
   * @param paper the paper's test accuracies in percent by the title of the arm; may be empty
   */
  static Grid accuracies(
      String title,
      ExperimentResults results,
      Map<String, Double> times,
      Map<String, Double> paper) {
    Arm reference = results.experiment().arms().get(0);
    Table<Arm> table = Table.of(results.experiment().arms()).column("network", Arm::title);
    if (!times.isEmpty()) {
      table.column("time", arm -> times.get(arm.title()), "%.3g");
    }
    table
        .column("learned", arm -> learned(results, arm))
        .column(
            "training loss",
            arm -> mean(results, arm, RunResult::lastLoss).mean(),
            arm -> Grids.loss(mean(results, arm, RunResult::lastLoss).mean()))
        .column(
            "test accuracy in %",
            "testAccuracy",
            arm -> mean(results, arm, RunResult::testAccuracy).mean(),
            arm -> Grids.percent(mean(results, arm, RunResult::testAccuracy)))
        .detail("halfWidth", arm -> mean(results, arm, RunResult::testAccuracy).halfWidth())
        .column(
            "more than " + reference.title(),
            "difference",
            arm -> difference(results, arm, reference).mean(),
            arm -> arm.equals(reference) ? "" : Grids.percent(difference(results, arm, reference)))
        .detail("differenceHalfWidth", arm -> difference(results, arm, reference).halfWidth());
    if (!paper.isEmpty()) {
      table.column("paper", "paper", arm -> paper(paper, arm), arm -> text(paper(paper, arm)));
    }
    return Grids.of(
        title,
        table.note(
            "Means over %s seeds with 95%% intervals (Student's t); differences are between runs of the same seed. Learned: the training loss of the last tenth of the steps is below that of guessing. A run that diverged counts with the accuracy of guessing."
                .formatted(results.experiment().seeds())));
  }

  private static String text(OptionalDouble value) {
    return value.isPresent()
        ? Grids.number(new MeanInterval(value.getAsDouble(), Double.NaN), 2)
        : "";
  }

  static MeanInterval difference(ExperimentResults results, Arm arm, Arm reference) {
    return MeanInterval.ofDifferences(
        values(results, arm, RunResult::testAccuracy),
        values(results, reference, RunResult::testAccuracy));
  }

  static SvgChart accuracyDots(String id, ExperimentResults results) {
    DotChart chart = new DotChart("", "test accuracy, %");
    for (Arm arm : results.experiment().arms()) {
      chart.row(arm.title(), values(results, arm, run -> 100 * run.testAccuracy()));
    }
    return chart.svg(id, "Test accuracy of every run, with mean and 95% interval.");
  }

  /** Returns the mean training loss of each arm by training step. */
  static SvgChart losses(String id, ExperimentResults results) {
    LineChart chart = new LineChart("", "training step", "training loss").upTo(CUT);
    for (Arm arm : results.experiment().arms()) {
      curve(chart, arm.title(), results.of(arm), Sample::loss);
    }
    return chart.svg(id, "Training loss by training step, means over the seeds.");
  }

  /** Returns the mean training accuracy of each arm by training step. */
  static SvgChart trainingAccuracies(String id, ExperimentResults results) {
    LineChart chart = new LineChart("", "training step", "training accuracy, %");
    for (Arm arm : results.experiment().arms()) {
      curve(chart, arm.title(), results.of(arm), sample -> 100 * sample.accuracy());
    }
    return chart.svg(id, "Training accuracy by training step, means over the seeds.");
  }

  /** Adds the means over the runs that have come so far; a run that diverged ends the line. */
  private static void curve(
      LineChart chart, String title, List<RunResult> runs, ToDoubleFunction<Sample> value) {
    int length = runs.stream().mapToInt(run -> run.samples().size()).min().orElse(0);
    List<Double> steps = new ArrayList<>();
    List<Double> means = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      int sample = i;
      steps.add((double) runs.get(0).samples().get(i).step());
      means.add(
          runs.stream()
              .mapToDouble(run -> value.applyAsDouble(run.samples().get(sample)))
              .average()
              .orElse(Double.NaN));
    }
    chart.line(title, steps, means);
  }

  /** Returns every run with its main numbers, for the JSON file. */
  static JsonElement runs(ExperimentResults results) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Arm arm : results.experiment().arms()) {
      for (int i = 0; i < results.of(arm).size(); i++) {
        RunResult run = results.of(arm).get(i);
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("network", arm.title());
        row.put("stack", arm.plan().network().stack());
        row.put("blocks", arm.plan().network().blocks());
        row.put("seed", i + 1);
        row.put("verdict", run.verdict().name());
        row.put("trainingLoss", run.lastLoss());
        row.put("trainingAccuracy", run.trainingAccuracy());
        row.put("testAccuracy", run.testAccuracy());
        row.put("steps", run.steps());
        row.put("seconds", run.seconds());
        rows.add(row);
      }
    }
    return JsonParser.parseString(Json.of(rows));
  }
}
