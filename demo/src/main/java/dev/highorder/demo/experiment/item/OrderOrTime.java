package dev.highorder.demo.experiment.item;

import dev.highorder.demo.experiment.run.Experiment;
import dev.highorder.demo.experiment.run.ExperimentResults;
import dev.highorder.demo.report.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A control that the paper lacks: which part of the advantage of schemes of higher order is order,
 * and which the shorter time over which they integrate, at several depths, learning rates and
 * lengths of training.
 */
final class OrderOrTime implements PaperItem {

  private static final List<ComparedScheme> SCHEMES =
      List.of(
          ComparedScheme.EULER,
          ComparedScheme.EULER_QUARTER,
          ComparedScheme.RK4,
          ComparedScheme.RK4_FOUR);

  /** A depth with a rate and a length of training. */
  private record Condition(int subNets, float rate, int epochs) {

    String title() {
      return String.format(
          Locale.ROOT, "%s layers, learning rate %.3g, %s epochs", 2 * subNets + 2, rate, epochs);
    }
  }

  @Override
  public String name() {
    return "order";
  }

  @Override
  public String title() {
    return "Order or time: which of the two makes the difference";
  }

  /** The depths at the middle rate, and at one depth other rates and another length. */
  private static List<Condition> conditions(Scale scale) {
    float rate = scale.rate();
    int epochs = scale.epochs();
    List<Condition> conditions =
        new ArrayList<>(List.of(new Condition(8, rate, epochs), new Condition(28, rate, epochs)));
    if (scale != Scale.TINY) {
      conditions.add(new Condition(8, 4 * rate, epochs));
      conditions.add(new Condition(28, rate / 4, epochs));
      conditions.add(new Condition(28, 4 * rate, epochs));
      conditions.add(new Condition(28, rate, Math.max(1, epochs / 3)));
    }
    return conditions;
  }

  private Experiment experiment(Scale scale, Condition condition) {
    return new SchemeExperiment("vgg", condition.subNets(), SCHEMES)
        .experiment(
            name(),
            scale,
            condition.epochs() == scale.epochs()
                ? scale.recipe(condition.rate())
                : scale.constant(condition.rate(), condition.epochs()));
  }

  @Override
  public List<Experiment> experiments(Scale scale) {
    return conditions(scale).stream().map(condition -> experiment(scale, condition)).toList();
  }

  @Override
  public Section section(ItemContext context) {
    Scale scale = context.scale();
    Section section =
        new Section(name(), title())
            .paragraph(
                "With step size 1 for each block, N sub-nets integrate over the time N by Euler's"
                    + " scheme and N/4 by RK4, so the paper changes order and time together. Here"
                    + " are all four: Euler and RK4, each over the long and the short time. "
                    + scale.sentence());
    List<Condition> conditions = conditions(scale);
    for (int i = 0; i < conditions.size(); i++) {
      Condition condition = conditions.get(i);
      ExperimentResults results = context.results(experiment(scale, condition));
      section
          .grid(Effects.grid("Differences: " + condition.title(), results))
          .figure(
              Effects.dots(name() + "-" + (i + 1), results),
              condition.title() + ": every pair, the mean and its 95% interval.")
          .grid(
              ResultParts.accuracies(
                  "Accuracies: " + condition.title(),
                  results,
                  new SchemeExperiment("vgg", condition.subNets(), SCHEMES).times(),
                  Map.of()))
          .data("runs-" + (i + 1), ResultParts.runs(results));
    }
    return section;
  }
}
