package dev.highorder.demo.experiment.item;

import dev.highorder.demo.chart.DotChart;
import dev.highorder.demo.chart.SvgChart;
import dev.highorder.demo.cli.output.Table;
import dev.highorder.demo.experiment.run.ExperimentResults;
import dev.highorder.demo.experiment.run.RunResult;
import dev.highorder.demo.report.Section.Grid;
import dev.highorder.demo.statistics.MeanInterval;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The two effects that the paper's comparison of schemes mixes. With step size 1 a network of
 * higher order also integrates over a shorter time; a control has the one and not the other.
 */
final class Effects {

  private Effects() {}

  /**
   * A difference of test accuracies between runs of the same seed.
   *
   * @param what what the difference is made by
   * @param better the title of the network
   * @param than the title of the network that is subtracted
   */
  record Effect(String what, String better, String than) {}

  private static final List<Effect> ALL =
      List.of(
          new Effect("both, as the paper compares", "RK4", "Euler"),
          new Effect("shorter time alone", "Euler, h = 1/4", "Euler"),
          new Effect("order alone, short time", "RK4", "Euler, h = 1/4"),
          new Effect("order alone, long time", "RK4, h = 4", "Euler"),
          new Effect("both, as the paper compares", "midpoint", "Euler"),
          new Effect("order alone, long time", "midpoint, h = 2", "Euler"),
          new Effect("order alone, short time", "RK4", "midpoint, h = 1/2"),
          new Effect("both, as the paper compares", "Verner 8", "Euler"),
          new Effect("shorter time alone", "Euler, h = 1/14", "Euler"),
          new Effect("order alone, short time", "Verner 8", "Euler, h = 1/14"),
          new Effect("exact coefficients", "Verner 8", "Verner 8, as published"));

  /** Returns the effects whose networks are part of an experiment. */
  static List<Effect> in(ExperimentResults results) {
    Set<String> titles = new HashSet<>();
    results.experiment().arms().forEach(arm -> titles.add(arm.title()));
    return ALL.stream()
        .filter(effect -> titles.contains(effect.better()) && titles.contains(effect.than()))
        .toList();
  }

  static List<Double> differences(ExperimentResults results, Effect effect) {
    List<Double> better =
        ResultParts.values(results, results.arm(effect.better()), RunResult::testAccuracy);
    List<Double> than =
        ResultParts.values(results, results.arm(effect.than()), RunResult::testAccuracy);
    return IntStream.range(0, better.size()).mapToObj(i -> better.get(i) - than.get(i)).toList();
  }

  private static MeanInterval mean(ExperimentResults results, Effect effect) {
    return MeanInterval.of(differences(results, effect));
  }

  static Grid grid(String title, ExperimentResults results) {
    return Grids.of(
        title,
        Table.of(in(results))
            .column("made by", Effect::what)
            .column("network", Effect::better)
            .column("less", Effect::than)
            .column(
                "percentage points",
                "difference",
                effect -> mean(results, effect).mean(),
                effect -> Grids.percent(mean(results, effect)))
            .detail("halfWidth", effect -> mean(results, effect).halfWidth())
            .column(
                "more than chance",
                effect -> mean(results, effect).excludesZero(),
                effect -> mean(results, effect).excludesZero() ? "yes" : "no")
            .note(
                "Differences of test accuracy between runs of the same seed, with 95% intervals"
                    + " (Student's t). Time is the number of blocks times the step size."));
  }

  static SvgChart dots(String id, ExperimentResults results) {
    DotChart chart = new DotChart("", "difference of test accuracy, percentage points").marked(0);
    for (Effect effect : in(results)) {
      List<Double> points = new ArrayList<>();
      differences(results, effect).forEach(difference -> points.add(100 * difference));
      chart.row(effect.better() + " less " + effect.than(), points);
    }
    return chart.svg(id, "Paired differences of test accuracy, with means and 95% intervals.");
  }
}
