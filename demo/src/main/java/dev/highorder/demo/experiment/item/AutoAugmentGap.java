package dev.highorder.demo.experiment.item;

import dev.highorder.augmentation.Augmentation;
import dev.highorder.demo.chart.DotChart;
import dev.highorder.demo.cli.output.Table;
import dev.highorder.demo.experiment.run.Arm;
import dev.highorder.demo.experiment.run.Experiment;
import dev.highorder.demo.experiment.run.ExperimentResults;
import dev.highorder.demo.experiment.run.RunResult;
import dev.highorder.demo.report.Section;
import java.util.ArrayList;
import java.util.List;

/** A claim of the text: networks under ten layers overfit, and AutoAugment cures it. */
final class AutoAugmentGap implements PaperItem {

  @Override
  public String name() {
    return "autoaugment";
  }

  @Override
  public String title() {
    return "In the text: overfitting under ten layers, with and without AutoAugment";
  }

  private Experiment experiment(Scale scale) {
    List<Arm> arms = new ArrayList<>();
    for (List<Augmentation> augmentation :
        List.of(List.<Augmentation>of(), List.of(Augmentation.autoAugment()))) {
      String end = augmentation.isEmpty() ? "" : ", AutoAugment";
      for (ComparedScheme scheme : List.of(ComparedScheme.EULER, ComparedScheme.MIDPOINT)) {
        arms.add(
            new Arm(
                scheme.title() + end,
                scale.plan(
                    "vgg",
                    scheme,
                    2,
                    scale.recipe().toBuilder().optAugmentation(augmentation).build())));
      }
    }
    return new Experiment(name(), arms, scale.seeds());
  }

  @Override
  public List<Experiment> experiments(Scale scale) {
    return List.of(experiment(scale));
  }

  private static double gap(RunResult run) {
    return run.trainingAccuracy() - run.testAccuracy();
  }

  @Override
  public Section section(ItemContext context) {
    ExperimentResults results = context.results(experiment(context.scale()));
    DotChart chart = new DotChart("", "training less test accuracy, percentage points").marked(0);
    for (Arm arm : results.experiment().arms()) {
      chart.row(arm.title(), ResultParts.values(results, arm, run -> 100 * gap(run)));
    }
    return new Section(name(), title())
        .paragraph(
            "Networks of six layers, with and without AutoAugment's policy for CIFAR-10. The"
                + " training accuracy is that of the last epoch, on augmented images where there"
                + " are any. "
                + context.scale().sentence())
        .figure(
            chart.svg(name() + "-gap", "Training less test accuracy of every run."),
            "Training less test accuracy: every run, the mean and its 95% interval.")
        .grid(
            Grids.of(
                "",
                Table.of(results.experiment().arms())
                    .column("network", Arm::title)
                    .column("learned", arm -> ResultParts.learned(results, arm))
                    .column(
                        "training accuracy in %",
                        arm ->
                            Grids.percent(
                                ResultParts.mean(results, arm, RunResult::trainingAccuracy)))
                    .column(
                        "test accuracy in %",
                        arm ->
                            Grids.percent(ResultParts.mean(results, arm, RunResult::testAccuracy)))
                    .column(
                        "difference",
                        arm -> Grids.percent(ResultParts.mean(results, arm, AutoAugmentGap::gap)))))
        .data("runs", ResultParts.runs(results));
  }
}
