package dev.highorder.demo.experiment.run;

import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** The results of an experiment, all of them or none. */
public final class ExperimentResults {

  private final Experiment experiment;
  private final Map<Arm, List<RunResult>> runs;

  /**
   * Takes results.
   *
   * @param runs the results of each arm by seed, from 1 on
   */
  public ExperimentResults(Experiment experiment, Map<Arm, List<RunResult>> runs) {
    this.experiment = experiment;
    this.runs = Map.copyOf(runs);
  }

  /** Returns the experiment. */
  public Experiment experiment() {
    return experiment;
  }

  /** Returns the results of an arm by seed, from 1 on. */
  public List<RunResult> of(Arm arm) {
    return runs.get(arm);
  }

  /** Returns the arm of a title. */
  public Arm arm(String title) {
    return experiment.arms().stream()
        .filter(arm -> arm.title().equals(title))
        .findFirst()
        .orElseThrow();
  }

  /** Returns the seeds. */
  public List<Long> seeds() {
    return LongStream.rangeClosed(1, experiment.seeds()).boxed().toList();
  }
}
