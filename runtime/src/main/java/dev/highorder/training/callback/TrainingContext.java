package dev.highorder.training.callback;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import dev.highorder.network.ParameterCopies;
import dev.highorder.training.checkpoint.Snapshot;
import dev.highorder.training.state.TrainingState;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** A running training as its callbacks see it. */
public interface TrainingContext {

  /** Returns the state of the run; within a step, that before the step. */
  TrainingState state();

  /** Returns the number of batches of an epoch. */
  int batchesPerEpoch();

  /** Returns the learning rate of the step that comes next; within a step, of this one. */
  float learningRate();

  /** Returns the network. */
  Block network();

  /** Returns DJL's trainer. The loop uses its model, loss and gradients, not its optimizer. */
  Trainer trainer();

  /** Returns where the network's own parameters are, to run it with them. */
  ParameterStore parameters();

  /** Returns the network's own parameters by their names. */
  Map<String, NDArray> weights();

  /** Returns the weights that are evaluated: the network's own, unless a callback replaced them. */
  Map<String, NDArray> evaluatedWeights();

  /**
   * Replaces the weights that are evaluated after each epoch, from now on. What the network learns
   * with stays as it is.
   *
   * @param copies another set of values for the network's parameters
   */
  void evaluateWith(ParameterCopies copies);

  /**
   * Returns a new copy of the network's parameters, which lives as long as the run.
   *
   * @see #evaluateWith
   */
  ParameterCopies copyWeights();

  /**
   * Ends the run early: after this batch nothing more is learned, the epoch is evaluated, and
   * {@code fit} returns as if it had been the last. To interrupt a run that is to be resumed, call
   * {@code FitLoop.stop()} instead.
   */
  void finish();

  /**
   * Runs work that uses the engine, such as reading or changing tensors, and waits for it. Needed
   * between batches only.
   */
  void onEngine(Runnable work);

  /** Returns the newest checkpoint; empty if there is none. */
  Optional<Path> lastCheckpoint();

  /** Returns everything that a checkpoint saves, memories of callbacks included. */
  Snapshot snapshot();

  /**
   * Records that a checkpoint is on disk, and calls {@link TrainingCallback#onCheckpoint} of all
   * callbacks.
   *
   * @param checkpoint its directory
   */
  void checkpointWritten(Path checkpoint);
}
