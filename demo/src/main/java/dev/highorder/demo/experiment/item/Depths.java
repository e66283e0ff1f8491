package dev.highorder.demo.experiment.item;

import dev.highorder.demo.chart.LineChart;
import dev.highorder.demo.cli.output.Table;
import dev.highorder.demo.experiment.run.Arm;
import dev.highorder.demo.experiment.run.Experiment;
import dev.highorder.demo.experiment.run.ExperimentResults;
import dev.highorder.demo.experiment.run.RunResult;
import dev.highorder.demo.report.Section;
import dev.highorder.demo.statistics.MeanInterval;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Test accuracy over depth: Fig. 1, and the accuracies of Table 3.
 *
 * @param name the name of the item
 * @param title a line about it
 */
record Depths(String name, String title) implements PaperItem {

  private static final List<ComparedScheme> SCHEMES =
      List.of(
          ComparedScheme.EULER,
          ComparedScheme.MIDPOINT,
          ComparedScheme.RK4,
          ComparedScheme.VERNER8,
          ComparedScheme.VERNER8_AS_PUBLISHED,
          ComparedScheme.VERNER8_LEARNED,
          ComparedScheme.EULER_QUARTER,
          ComparedScheme.EULER_FOURTEENTH);

  /** The accuracies of Table 3 by scheme, then by sub-nets. */
  private static final Map<String, Map<Integer, Double>> PAPER =
      Map.of(
          "Euler", Map.of(4, 91.72, 8, 92.68, 14, 93.02, 28, 92.81, 42, 92.73),
          "midpoint", Map.of(4, 91.97, 8, 92.95, 14, 93.17, 28, 94.08, 42, 93.87),
          "RK4", Map.of(4, 91.51, 8, 92.98, 12, 93.41, 28, 94.79, 40, 94.83),
          "Verner 8", Map.of(14, 93.39, 28, 94.91, 42, 95.02),
          "Verner 8, as published", Map.of(14, 93.39, 28, 94.91, 42, 95.02),
          "Verner 8, h learned", Map.of(14, 94.17, 28, 95.06, 42, 95.15));

  /** A network of the table. */
  private record Row(ComparedScheme scheme, int subNets) {

    String title() {
      return "%s, %s sub-nets".formatted(scheme.title(), subNets);
    }
  }

  private static List<Integer> depths(Scale scale) {
    return scale == Scale.FULL ? List.of(4, 8, 14, 28, 42) : List.of(4, 14, 28);
  }

  private static List<Row> rows(Scale scale) {
    Map<String, Row> rows = new LinkedHashMap<>();
    for (ComparedScheme scheme : SCHEMES) {
      for (int depth : depths(scale)) {
        // RK4 has blocks of four: 12 sub-nets next to 14, and 40 next to 42, as in the paper.
        int subNets = depth / scheme.stages() * scheme.stages();
        boolean isVerners =
            scheme.stages() == ComparedScheme.VERNER8.stages()
                || scheme.equals(ComparedScheme.EULER_FOURTEENTH);
        if (subNets > 0 && (!isVerners || depth % ComparedScheme.VERNER8.stages() == 0)) {
          Row row = new Row(scheme, subNets);
          rows.put(row.title(), row);
        }
      }
    }
    return List.copyOf(rows.values());
  }

  private static Experiment experiment(Scale scale) {
    return new Experiment(
        "fig1",
        rows(scale).stream()
            .map(
                row ->
                    new Arm(
                        row.title(),
                        scale.plan("vgg", row.scheme(), row.subNets(), scale.recipe())))
            .toList(),
        scale.seeds());
  }

  @Override
  public List<Experiment> experiments(Scale scale) {
    return List.of(experiment(scale));
  }

  @Override
  public Section section(ItemContext context) {
    ExperimentResults results = context.results(experiment(context.scale()));
    List<Row> rows = rows(context.scale());
    LineChart chart = new LineChart("", "layers", "test accuracy, %").dots().fromLowest();
    for (ComparedScheme scheme : SCHEMES) {
      List<Double> layers = new ArrayList<>();
      List<Double> means = new ArrayList<>();
      for (Row row : rows) {
        if (row.scheme().equals(scheme)) {
          layers.add(2.0 * row.subNets() + 2);
          means.add(100 * accuracy(results, row).mean());
        }
      }
      chart.line(scheme.title(), layers, means);
    }
    return new Section(name, title)
        .paragraph(
            "The paper's Euler networks lose accuracy beyond 30 layers, and the others do not. The"
                + " controls have Euler's scheme over the time of RK4 and of Verner's. "
                + context.scale().sentence())
        .figure(
            chart.svg(name + "-depth", "Test accuracy over the number of layers."),
            "Mean test accuracy over the seeds.")
        .grid(Grids.of("Accuracy by depth", table(results, rows)))
        .data("runs", ResultParts.runs(results));
  }

  private static MeanInterval accuracy(ExperimentResults results, Row row) {
    return ResultParts.mean(results, results.arm(row.title()), RunResult::testAccuracy);
  }

  private static Table<Row> table(ExperimentResults results, List<Row> rows) {
    return Table.of(rows)
        .column("scheme", row -> row.scheme().title())
        .column("layers", row -> 2 * row.subNets() + 2)
        .column("time", row -> row.scheme().time(row.subNets()), "%.3g")
        .column("learned", row -> ResultParts.learned(results, results.arm(row.title())))
        .column(
            "test accuracy in %",
            "testAccuracy",
            row -> accuracy(results, row).mean(),
            row -> Grids.percent(accuracy(results, row)))
        .detail("halfWidth", row -> accuracy(results, row).halfWidth())
        .column("paper", row -> paper(row).orElse(null), row -> text(paper(row)))
        .note(
            "Means over "
                + results.experiment().seeds()
                + " seeds with 95% intervals (Student's t).");
  }

  private static Optional<Double> paper(Row row) {
    return Optional.ofNullable(
        PAPER.getOrDefault(row.scheme().title(), Map.of()).get(row.subNets()));
  }

  private static String text(Optional<Double> value) {
    return value.map(number -> String.format(Locale.ROOT, "%.2f", number)).orElse("");
  }
}
