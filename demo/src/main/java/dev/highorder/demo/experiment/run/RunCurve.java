package dev.highorder.demo.experiment.run;

import dev.highorder.demo.experiment.run.RunResult.Sample;
import dev.highorder.evaluation.Evaluation.RunningMetrics.Sums;
import dev.highorder.training.callback.StatefulCallback;
import dev.highorder.training.callback.TrainingContext;
import dev.highorder.training.state.EpochResult;
import dev.highorder.training.state.Position;
import dev.highorder.training.state.TrainingState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Samples of the training metrics and the time of the training steps. It is part of the
 * checkpoints, so a resumed run has the samples of the whole.
 */
final class RunCurve implements StatefulCallback {

  /** The samples of an epoch that has as many batches. */
  static final int SAMPLES = 5;

  private final List<Sample> samples = new ArrayList<>();

  /** The metrics of this epoch at the last sample. */
  private Sums from = Sums.NONE;

  private double seconds;
  private long lastNanos;
  private TrainingContext context;

  @Override
  public String name() {
    return "curve";
  }

  @Override
  public void create(TrainingContext run) {
    samples.clear();
    from = Sums.NONE;
    seconds = 0;
  }

  @Override
  public void onStart(TrainingContext run) {
    context = run;
    lastNanos = System.nanoTime();
  }

  @Override
  public void onBatchEnd(TrainingContext run) {
    long now = System.nanoTime();
    seconds += (now - lastNanos) / 1e9;
    lastNanos = now;
    Position position = run.state().position();
    int batches = run.batchesPerEpoch();
    int batch = Math.toIntExact(position.step() - (long) epochsDone(run) * batches);
    if ((long) batch * SAMPLES / batches > (batch - 1L) * SAMPLES / batches) {
      add(position.step(), run.state().soFar().sums());
    }
  }

  private static int epochsDone(TrainingContext run) {
    return run.state().results().size();
  }

  private void add(long step, Sums sums) {
    int examples = sums.examples() - from.examples();
    samples.add(
        new Sample(
            step,
            examples,
            finite((sums.loss() - from.loss()) / examples),
            (double) (sums.right() - from.right()) / examples,
            seconds));
    from = sums;
  }

  @Override
  public void onEpochEnd(TrainingContext run, EpochResult result) {
    from = Sums.NONE;
    lastNanos = System.nanoTime(); // the evaluation does not count
  }

  static double finite(double value) {
    return Double.isFinite(value) ? value : Double.MAX_VALUE;
  }

  List<Sample> samples() {
    return List.copyOf(samples);
  }

  double seconds() {
    return seconds;
  }

  /** Returns the results of the epochs that are done; none before the run has started. */
  List<EpochResult> epochs() {
    if (context == null) {
      return List.of();
    }
    TrainingState state = context.state();
    return state.results();
  }

  @Override
  public Map<String, Double> numbers() {
    Map<String, Double> numbers = new LinkedHashMap<>();
    numbers.put("seconds", seconds);
    numbers.put("from-examples", (double) from.examples());
    numbers.put("from-loss", finite(from.loss()));
    numbers.put("from-right", (double) from.right());
    for (int i = 0; i < samples.size(); i++) {
      Sample sample = samples.get(i);
      numbers.put("step-" + i, (double) sample.step());
      numbers.put("examples-" + i, (double) sample.examples());
      numbers.put("loss-" + i, sample.loss());
      numbers.put("accuracy-" + i, sample.accuracy());
      numbers.put("seconds-" + i, sample.seconds());
    }
    return numbers;
  }

  @Override
  public void restore(Map<String, Double> numbers) {
    seconds = numbers.get("seconds");
    from =
        new Sums(
            numbers.get("from-examples").intValue(),
            numbers.get("from-loss"),
            numbers.get("from-right").longValue());
    samples.clear();
    for (int i = 0; numbers.containsKey("step-" + i); i++) {
      samples.add(
          new Sample(
              numbers.get("step-" + i).longValue(),
              numbers.get("examples-" + i).intValue(),
              numbers.get("loss-" + i),
              numbers.get("accuracy-" + i),
              numbers.get("seconds-" + i)));
    }
  }
}
