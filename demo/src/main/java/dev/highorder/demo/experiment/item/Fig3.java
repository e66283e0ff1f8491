package dev.highorder.demo.experiment.item;

import dev.highorder.demo.chart.LineChart;
import dev.highorder.demo.chart.SvgChart;
import dev.highorder.demo.experiment.SchemeSteps;
import dev.highorder.demo.report.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Fig. 3: the steps of schemes on a problem in one dimension, against its solution. */
final class Fig3 implements PaperItem {

  private static final int STEPS = 4;
  private static final int EVALUATIONS = 28;
  private static final int POINTS = 100;
  private static final double TOP = 1.2;

  @Override
  public String name() {
    return "fig3";
  }

  @Override
  public String title() {
    return "Fig. 3: the steps of schemes on a problem in one dimension";
  }

  @Override
  public Section section(ItemContext context) {
    List<SchemeSteps.Row> steps = SchemeSteps.ofEqualSteps(STEPS);
    List<SchemeSteps.Row> cost = SchemeSteps.ofEqualCost(EVALUATIONS);
    List<SchemeSteps.Row> all = new ArrayList<>(steps);
    all.addAll(cost);
    return new Section(name(), title())
        .paragraph(
            "Logistic growth, y' = 3 y (1 - y) from 0.1 over the time 2. The text of the paper does"
                + " not name its problem.")
        .grid(Grids.of("Errors", ValueTables.fig3(all)))
        .figure(chart("fig3-steps", steps), "As many steps by each scheme, and the solution.")
        .figure(
            chart("fig3-cost", cost),
            "As many evaluations of the equation by each scheme, which in networks are sub-nets.");
  }

  private static SvgChart chart(String id, List<SchemeSteps.Row> rows) {
    LineChart chart = new LineChart("", "time", "y").dots().upTo(TOP);
    List<Double> times = new ArrayList<>();
    List<Double> solution = new ArrayList<>();
    for (int i = 0; i <= POINTS; i++) {
      times.add(SchemeSteps.TIME * i / POINTS);
      solution.add(SchemeSteps.solution(times.get(i)));
    }
    for (SchemeSteps.Row row : rows) {
      chart.line(
          "%s, %s steps".formatted(row.scheme().name().toLowerCase(Locale.ROOT), row.steps()),
          row.times(),
          row.states());
    }
    return chart
        .line("solution", times, solution)
        .withoutDots("solution")
        .svg(id, "The states after each step, and the solution.");
  }
}
