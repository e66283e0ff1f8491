package dev.highorder.demo.experiment.item;

import dev.highorder.demo.experiment.run.Arm;
import dev.highorder.demo.experiment.run.Experiment;
import dev.highorder.recipe.TrainingRecipe;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Twins of equal depth and equal parameters by several schemes.
 *
 * @param subNet the beginning of the names of the stacks, such as {@code vgg}
 * @param subNets the sub-nets of each network
 * @param schemes the schemes, the reference first; those that do not divide the sub-nets are left
 *     out
 */
record SchemeExperiment(String subNet, int subNets, List<ComparedScheme> schemes) {

  SchemeExperiment {
    schemes = ComparedScheme.dividing(subNets, schemes);
  }

  Experiment experiment(String name, Scale scale, TrainingRecipe recipe) {
    return new Experiment(
        name,
        schemes.stream()
            .map(scheme -> new Arm(scheme.title(), scale.plan(subNet, scheme, subNets, recipe)))
            .toList(),
        scale.seeds());
  }

  /** Returns the time over which each network integrates, by its title. */
  Map<String, Double> times() {
    Map<String, Double> times = new LinkedHashMap<>();
    schemes.forEach(scheme -> times.put(scheme.title(), scheme.time(subNets)));
    return times;
  }
}
