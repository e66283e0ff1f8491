package dev.highorder.demo.experiment.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A process that executes an experiment in a folder and prints the numbers of its results. */
final class ExperimentProcess {

  private ExperimentProcess() {}

  /** Executes the experiment; the argument is the folder. */
  public static void main(String[] args) throws IOException {
    Experiment experiment = ExperimentKillTest.experiment();
    ExperimentRunner runner =
        ExperimentKillTest.runner(Path.of(args[0]), line -> System.out.println("line " + line));
    runner.run(List.of(experiment));
    ExperimentRunnerTest.numbers(runner.results(experiment))
        .forEach(number -> System.out.println("number " + number));
  }
}
