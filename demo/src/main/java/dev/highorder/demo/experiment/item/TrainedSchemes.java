package dev.highorder.demo.experiment.item;

import dev.highorder.demo.experiment.run.Experiment;
import dev.highorder.demo.experiment.run.ExperimentResults;
import dev.highorder.demo.report.Section;
import java.util.List;
import java.util.Map;

/**
 * Twins by several schemes, trained alike: curves, accuracies, and what is order and what is time.
 * Figs. 10 to 12 of the paper and comparisons of its text are such items.
 *
 * @param name the name of the item
 * @param title a line about it
 * @param text what the paper shows and what is compared here
 * @param twins the networks
 * @param paper the test accuracies that the paper prints, in percent, by title; may be empty
 */
record TrainedSchemes(
    String name, String title, String text, SchemeExperiment twins, Map<String, Double> paper)
    implements PaperItem {

  private Experiment experiment(Scale scale) {
    return twins.experiment(name, scale, scale.recipe());
  }

  @Override
  public List<Experiment> experiments(Scale scale) {
    return List.of(experiment(scale));
  }

  @Override
  public Section section(ItemContext context) {
    ExperimentResults results = context.results(experiment(context.scale()));
    Section section =
        new Section(name, title)
            .paragraph(text + " " + context.scale().sentence())
            .figure(
                ResultParts.losses(name + "-loss", results),
                "Training loss, means over the seeds; the time scale of the lines is the same.")
            .figure(
                ResultParts.accuracyDots(name + "-accuracy", results),
                "Test accuracy: every run, the mean and its 95% interval.")
            .grid(ResultParts.accuracies("Accuracy", results, twins.times(), paper));
    if (!Effects.in(results).isEmpty()) {
      section.grid(Effects.grid("Order or time?", results));
    }
    return section.data("runs", ResultParts.runs(results));
  }
}
