package dev.highorder.training;

import ai.djl.training.dataset.Batch;
import dev.highorder.dataset.BatchQueue;
import dev.highorder.dataset.UnreadableExampleException;
import dev.highorder.engine.ProcessMemory;
import dev.highorder.evaluation.Evaluation;
import dev.highorder.evaluation.Evaluator;
import dev.highorder.storage.StorageException;
import dev.highorder.text.ForeignText;
import dev.highorder.training.callback.TrainingCallback;
import dev.highorder.training.state.EpochResult;
import dev.highorder.training.state.EpochSoFar;
import dev.highorder.training.state.Position;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop over epochs and batches, from where a run stands to its end. It learns, evaluates and
 * counts; everything else is done by callbacks.
 */
final class TrainingLoop {

  private static final Logger LOGGER = LoggerFactory.getLogger(TrainingLoop.class);

  private final ActiveRun run;
  private final LearningStep step;
  private final TrainingCallback callbacks;
  private final TrainingData data;
  private final BooleanSupplier isStopped;
  private final Evaluator evaluator;
  private boolean isInterrupted;

  /**
   * Creates a loop.
   *
   * @param callbacks those of the run
   * @param isStopped whether the run is to be interrupted; asked after each batch and each epoch
   */
  TrainingLoop(
      ActiveRun run,
      LearningStep step,
      TrainingCallback callbacks,
      TrainingData data,
      BooleanSupplier isStopped) {
    this.run = run;
    this.step = step;
    this.callbacks = callbacks;
    this.data = data;
    this.isStopped = isStopped;
    evaluator = new Evaluator(run.network(), run.manager());
  }

  /**
   * Runs to the end, and leaves the weights in the network that are to be used. An interrupt of the
   * thread is a request to stop; the thread is interrupted again when this method returns or
   * throws.
   */
  List<EpochResult> run() throws StorageException {
    try {
      noteInterrupt();
      callbacks.onStart(run);
      while (!run.state().isComplete() && !run.isFinishing()) {
        try {
          learn();
          finishEpoch();
        } catch (UnreadableExampleException e) {
          throw saved(e);
        }
      }
      callbacks.onEnd(run);
      return run.state().results();
    } finally {
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Takes note of an interrupt and clears the flag of the thread, so that files can be written
   * before the run stops.
   */
  private void noteInterrupt() {
    isInterrupted |= Thread.interrupted();
  }

  /** Takes the remaining steps of the epoch. */
  private void learn() throws StorageException {
    Position from = run.state().position();
    EpochSoFar before = run.state().soFar();
    Evaluation.RunningMetrics metrics = new Evaluation.RunningMetrics(before.sums());
    long start = System.nanoTime();
    try (BatchQueue batches = data.training().prefetch(run.manager(), from.epoch(), from.batch())) {
      while (batches.hasNext() && !run.isFinishing()) {
        Batch batch = batches.next();
        boolean isCompiled = step.prepare(batch);
        run.onEngine(() -> step.learn(batch, isCompiled, metrics));
        run.advance(
            new EpochSoFar(
                metrics.sums(),
                before.seconds() + secondsSince(start),
                before.waited() + batches.waited().toNanos() / 1e9));
        noteInterrupt();
        callbacks.onBatchEnd(run);
        stopIfAsked();
      }
    }
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private void finishEpoch() throws StorageException {
    long start = System.nanoTime();
    Evaluation validated =
        evaluator.evaluate(
            run.evaluatedParameters(),
            data.validation(),
            (batch, logits) -> callbacks.onValidationBatch(run, batch, logits.head()));
    EpochSoFar learned = run.state().soFar();
    Position position = run.state().position();
    EpochResult result =
        new EpochResult(
            position.epoch() + 1,
            learned.evaluation(),
            validated,
            learned.seconds() + secondsSince(start),
            run.learningRate(position.step() - 1),
            resources(learned));
    run.advance(result);
    log(result);
    noteInterrupt();
    callbacks.onEpochEnd(run, result);
    stopIfAsked();
  }

  private void log(EpochResult result) {
    if (LOGGER.isInfoEnabled()) {
      LOGGER.info(
          String.format(
              Locale.ROOT,
              "Epoch %s of %s: training loss %.3f, validation loss %.3f, validation accuracy %.1f%%",
              result.epoch(),
              run.state().recipe().epochs(),
              result.training().loss(),
              result.validation().loss(),
              100 * result.validation().accuracy()));
    }
  }

  private EpochResult.Resources resources(EpochSoFar learned) {
    Runtime java = Runtime.getRuntime();
    return new EpochResult.Resources(
        learned.evaluation().examples() / learned.seconds(),
        learned.waited() / learned.seconds(),
        run.trainer().getModel().getNDManager().getManagedArrays().size(),
        ProcessMemory.residentBytes().orElse(0),
        java.totalMemory() - java.freeMemory());
  }

  /** Saves what was learned before an example was lost, and says where. */
  private UnreadableExampleException saved(UnreadableExampleException lost)
      throws StorageException {
    noteInterrupt();
    callbacks.onInterrupt(run);
    return new UnreadableExampleException(
        "%s Training ended %s".formatted(lost.getMessage(), place()), lost.getCause());
  }

  private void stopIfAsked() throws StorageException {
    noteInterrupt();
    boolean isAsked = isInterrupted || isStopped.getAsBoolean();
    if (!isAsked || run.state().isComplete()) {
      return;
    }
    callbacks.onInterrupt(run);
    throw new TrainingStoppedException("Stopped " + place(), run.lastCheckpoint());
  }

  /** Returns where the run is, and how to continue from there. */
  private String place() {
    Position position = run.state().position();
    String remedy =
        run.lastCheckpoint()
            .map(path -> "To continue, resume from %s.".formatted(ForeignText.show(path)))
            .orElse("No checkpoints were asked for, so nothing is saved.");
    return "in epoch %s, after batch %s of %s. %s"
        .formatted(position.epoch() + 1, position.batch(), run.batchesPerEpoch(), remedy);
  }
}
