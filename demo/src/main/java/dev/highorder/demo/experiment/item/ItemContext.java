package dev.highorder.demo.experiment.item;

import dev.highorder.demo.experiment.run.Experiment;
import dev.highorder.demo.experiment.run.ExperimentResults;
import dev.highorder.demo.experiment.run.ExperimentRunner;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The means with which an item measures.
 *
 * @param scale the effort
 * @param runner the runner, whose images are read when an item first needs them
 * @param folder the folder of measurements that are not runs
 * @param progress receives lines about the progress
 */
public record ItemContext(
    Scale scale, Supplier<ExperimentRunner> runner, Path folder, Consumer<String> progress) {

  ExperimentResults results(Experiment experiment) {
    return runner.get().results(experiment);
  }
}
