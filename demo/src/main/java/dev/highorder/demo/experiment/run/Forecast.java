package dev.highorder.demo.experiment.run;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A forecast of the time that runs take: as long as runs of the same network with as many images,
 * or else in proportion to the work of all runs that are done.
 */
final class Forecast {

  private final Map<TrainingPlan, double[]> same = new HashMap<>();
  private double seconds;
  private double work;

  /** Counts a run that is done. */
  void add(TrainingPlan plan, RunResult result) {
    if (!result.isComplete()) {
      return; // it ended early
    }
    double[] sums = same.computeIfAbsent(plan, key -> new double[2]);
    sums[0] += result.wallSeconds();
    sums[1]++;
    seconds += result.wallSeconds();
    work += plan.work();
  }

  /** Returns the seconds of a run; NaN before a run is done. */
  double of(TrainingPlan plan) {
    double[] sums = same.get(plan);
    return sums == null ? plan.work() * seconds / work : sums[0] / sums[1];
  }

  /** Returns hours, minutes and seconds, such as {@code 1:02:03}. */
  static String text(double seconds) {
    long whole = Math.round(seconds);
    return String.format(Locale.ROOT, "%s:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
  }
}
