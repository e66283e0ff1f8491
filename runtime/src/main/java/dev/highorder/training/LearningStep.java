package dev.highorder.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.training.dataset.Batch;
import dev.highorder.evaluation.Evaluation;
import dev.highorder.training.callback.BatchResult;
import dev.highorder.training.callback.StageDetail;
import dev.highorder.training.callback.TrainingCallback;
import dev.highorder.training.diagnosis.StageNorms;
import dev.highorder.training.diagnosis.StageProbe;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One training step with its callbacks: both passes, measurement of stages, update, metrics. */
final class LearningStep {

  private static final Logger LOGGER = LoggerFactory.getLogger(LearningStep.class);

  /** The number of examples that are computed a second time for {@link StageDetail#SAMPLE}. */
  private static final int SAMPLE = 8;

  private final ActiveRun run;
  private final TrainingStep step;
  private final TrainingCallback callbacks;

  /** Both passes, and the sizes of the stages if these were asked for. */
  private record MeasuredPasses(TrainingStep.Passes passes, StageNorms stages) {}

  LearningStep(ActiveRun run, TrainingStep step, TrainingCallback callbacks) {
    this.run = run;
    this.step = step;
    this.callbacks = callbacks;
  }

  /**
   * Compiles the network for such a batch if possible. Must not run as work of the engine, since it
   * takes long the first time.
   *
   * @return whether the network is compiled for it
   */
  boolean prepare(Batch batch) {
    return step.prepare(batch);
  }

  /**
   * Learns from a batch and closes it. Must run as work of the engine.
   *
   * @param isCompiled the result of {@link #prepare}
   * @param metrics the result of the batch is added to it
   */
  void learn(Batch batch, boolean isCompiled, Evaluation.RunningMetrics metrics) {
    try (batch) {
      long number = run.state().position().step() + 1;
      run.trainer().getManager().getEngine().setRandomSeed(engineSeed(number - 1));
      MeasuredPasses measured = measuredPasses(batch, isCompiled, number);
      try (TrainingStep.Passes passes = measured.passes()) {
        double norm = step.clip(passes);
        BatchResult result =
            new BatchResult(
                batch, passes.logits(), passes.loss(), norm, passes.gradients(), measured.stages());
        callbacks.beforeUpdate(run, result);
        step.update(passes, run.learningRate(), number);
        callbacks.afterUpdate(run, result);
        metrics.add(passes.logits(), batch.getLabels().singletonOrThrow(), passes.loss());
      }
    }
  }

  /**
   * Returns the seed for dropout and other random operators of the engine. It depends on the
   * recipe's seed and the step alone, so that a resumed run draws the same numbers.
   */
  private int engineSeed(long stepsBefore) {
    long seed = run.state().recipe().seed();
    long mixed = seed * 0x9e3779b97f4a7c15L + stepsBefore * 0xbf58476d1ce4e5b9L;
    return (int) (mixed >>> 33); // 31 bits: engines take no negative seed
  }

  private MeasuredPasses measuredPasses(Batch batch, boolean isCompiled, long number) {
    StageDetail detail = callbacks.stageDetail(number);
    if (detail == StageDetail.NOTHING) {
      return new MeasuredPasses(step.passes(batch, false), StageNorms.NONE);
    }
    if (!isCompiled) {
      try (StageProbe probe = new StageProbe(run.network())) {
        TrainingStep.Passes passes = step.passes(batch, true);
        return new MeasuredPasses(passes, probe.norms(number));
      }
    }
    TrainingStep.Passes passes = step.passes(batch, false);
    NDArray data = batch.getData().singletonOrThrow();
    // Without a graph, a whole batch needs much memory in addition to the graph's.
    NDArray measured =
        detail == StageDetail.BATCH
            ? data
            : data.get(new NDIndex(":{}", Math.min(SAMPLE, data.size(0))));
    return new MeasuredPasses(passes, recomputedNorms(measured, number));
  }

  /** Measures besides the step, which a failure, such as of the device's memory, does not end. */
  private StageNorms recomputedNorms(NDArray measured, long number) {
    try {
      return StageProbe.recomputedNorms(run.network(), measured, number);
    } catch (RuntimeException e) {
      LOGGER.warn(
          "The stages of step {} cannot be measured: {}. The run continues.", number, firstLine(e));
      return StageNorms.NONE;
    }
  }

  /** MXNet's messages contain a stack trace of its own. */
  private static String firstLine(RuntimeException e) {
    return e.toString().lines().findFirst().orElseThrow();
  }
}
