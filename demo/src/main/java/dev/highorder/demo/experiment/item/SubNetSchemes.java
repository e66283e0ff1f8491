package dev.highorder.demo.experiment.item;

import dev.highorder.demo.experiment.run.Arm;
import dev.highorder.demo.experiment.run.Experiment;
import dev.highorder.demo.experiment.run.ExperimentResults;
import dev.highorder.demo.report.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Tables 6 and 7, their accuracies: every sub-net by every scheme, each against Euler's scheme with
 * the same sub-net.
 *
 * @param name the name of the item
 * @param title a line about it
 * @param text what the paper has, and what is compared
 * @param subNets the beginnings of the names of the stacks
 */
record SubNetSchemes(String name, String title, String text, List<String> subNets)
    implements PaperItem {

  /** The layers of the stacks at full size. */
  private static final int LAYERS = 55;

  private static final List<ComparedScheme> SCHEMES = ComparedScheme.OF_THE_PAPER;

  /** Returns the layers of a sub-net, as the paper counts them. */
  private static int layers(String subNet) {
    return subNet.endsWith("vgg") ? 2 : 3;
  }

  /** One block of Verner's scheme is the depth of all networks below full size. */
  private static int blocks(Scale scale, String subNet, ComparedScheme scheme) {
    return scale == Scale.FULL
        ? (int) Math.max(1, Math.round((double) LAYERS / (layers(subNet) * scheme.stages())))
        : Math.max(1, ComparedScheme.VERNER8.stages() / scheme.stages());
  }

  private Experiment experiment(Scale scale, String subNet) {
    List<Arm> arms = new ArrayList<>();
    for (ComparedScheme scheme : SCHEMES) {
      int blocks = blocks(scale, subNet, scheme);
      arms.add(
          new Arm(
              scheme.title() + " x" + blocks,
              scale.plan(subNet + "-" + scheme.suffix(), blocks, scale.recipe())));
    }
    return new Experiment(name + ", " + subNet, arms, scale == Scale.TINY ? 1 : scale.seeds());
  }

  @Override
  public List<Experiment> experiments(Scale scale) {
    return subNets.stream().map(subNet -> experiment(scale, subNet)).toList();
  }

  @Override
  public Section section(ItemContext context) {
    Section section = new Section(name, title).paragraph(text + " " + context.scale().sentence());
    for (String subNet : subNets) {
      ExperimentResults results = context.results(experiment(context.scale(), subNet));
      section
          .grid(ResultParts.accuracies(subNet, results, Map.of(), Map.of()))
          .data("runs-" + subNet, ResultParts.runs(results));
    }
    return section;
  }
}
