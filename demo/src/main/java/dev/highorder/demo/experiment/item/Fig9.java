package dev.highorder.demo.experiment.item;

import dev.highorder.demo.chart.LineChart;
import dev.highorder.demo.cli.output.Table;
import dev.highorder.demo.experiment.run.Arm;
import dev.highorder.demo.experiment.run.Experiment;
import dev.highorder.demo.experiment.run.ExperimentResults;
import dev.highorder.demo.report.Section;
import dev.highorder.recipe.TrainingRecipe;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Fig. 9: the initial learning rates with which networks of 86 layers converge. Each rate is
 * constant, and the verdict is about the loss at the end.
 */
final class Fig9 implements PaperItem {

  private static final int SUB_NETS = 42;

  /** RK4 has blocks of four, so its network has 82 layers, as in the paper's Table 3. */
  private static final int SUB_NETS_OF_RK4 = 40;

  private static final int EPOCHS = 3;
  private static final double CUT = 6;

  private static final List<ComparedScheme> SCHEMES =
      List.of(
          ComparedScheme.EULER,
          ComparedScheme.MIDPOINT,
          ComparedScheme.RK4,
          ComparedScheme.VERNER8,
          ComparedScheme.VERNER8_AS_PUBLISHED,
          ComparedScheme.EULER_QUARTER,
          ComparedScheme.EULER_FOURTEENTH);

  @Override
  public String name() {
    return "fig9";
  }

  @Override
  public String title() {
    return "Fig. 9: initial learning rates with which 86 layers converge";
  }

  private static List<Float> rates(Scale scale) {
    return scale == Scale.TINY
        ? List.of(0.02f, 0.4f)
        : scale == Scale.SMALL
            ? List.of(0.01f, 0.05f, 0.2f, 0.8f)
            : List.of(0.05f, 0.1f, 0.13f, 0.2f, 0.23f, 0.4f, 0.8f);
  }

  private static String arm(ComparedScheme scheme, float rate) {
    return String.format(Locale.ROOT, "%s, rate %.3g", scheme.title(), rate);
  }

  private static int subNets(ComparedScheme scheme) {
    return SUB_NETS % scheme.stages() == 0 ? SUB_NETS : SUB_NETS_OF_RK4;
  }

  private Experiment experiment(Scale scale) {
    List<Arm> arms = new ArrayList<>();
    for (float rate : rates(scale)) {
      TrainingRecipe recipe =
          scale == Scale.FULL
              ? scale.recipe(rate)
              : scale.constant(rate, Math.min(EPOCHS, scale.epochs()));
      for (ComparedScheme scheme : SCHEMES) {
        arms.add(new Arm(arm(scheme, rate), scale.plan("vgg", scheme, subNets(scheme), recipe)));
      }
    }
    return new Experiment(name(), arms, scale.seeds());
  }

  @Override
  public List<Experiment> experiments(Scale scale) {
    return List.of(experiment(scale));
  }

  @Override
  public Section section(ItemContext context) {
    ExperimentResults results = context.results(experiment(context.scale()));
    List<Float> rates = rates(context.scale());
    LineChart chart =
        new LineChart("", "learning rate", "training loss of the last tenth of the steps")
            .logarithmicX()
            .dots()
            .upTo(CUT);
    for (ComparedScheme scheme : SCHEMES) {
      chart.line(
          scheme.title(),
          rates.stream().map(Float::doubleValue).toList(),
          rates.stream().map(rate -> middle(results, results.arm(arm(scheme, rate)))).toList());
    }
    return new Section(name(), title())
        .paragraph(
            "The paper trains 86 layers with several initial learning rates: Euler's network"
                + " diverges from 0.13 on, midpoint converges near 0.2, RK4 at 0.23 and Verner's at"
                + " 0.4 and above. The controls have Euler's scheme over the time of RK4 and of"
                + " Verner's. RK4 has 82 layers. "
                + context.scale().sentence())
        .figure(
            chart.svg(name() + "-loss", "Loss at the end by learning rate."),
            "Median training loss at the end; 2.30 is guessing among ten classes. A line that"
                + " leaves the chart, or has no dot, did not converge.")
        .grid(Grids.of("Runs that learned", table(results, rates)))
        .data("runs", ResultParts.runs(results));
  }

  private static double middle(ExperimentResults results, Arm arm) {
    List<Double> sorted =
        results.of(arm).stream()
            .map(run -> run.isComplete() ? run.lastLoss() : Double.POSITIVE_INFINITY)
            .sorted()
            .toList();
    return sorted.get(sorted.size() / 2);
  }

  private static Table<ComparedScheme> table(ExperimentResults results, List<Float> rates) {
    Table<ComparedScheme> table =
        Table.of(SCHEMES)
            .column("scheme", ComparedScheme::title)
            .column("time", scheme -> scheme.time(subNets(scheme)), "%.3g");
    for (float rate : rates) {
      table.column(
          String.format(Locale.ROOT, "rate %.3g", rate),
          scheme -> ResultParts.learned(results, results.arm(arm(scheme, rate))));
    }
    return table.note(
        "A run has learned if the training loss of its last tenth of the steps is below that of"
            + " guessing, ln(classes).");
  }
}
