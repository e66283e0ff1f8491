package dev.highorder.training;

import ai.djl.nn.Block;
import dev.highorder.storage.StorageException;
import dev.highorder.training.checkpoint.Checkpoint;
import dev.highorder.training.state.Origin;
import dev.highorder.training.state.TrainingState;

/**
 * The beginning of a run: its first step, or a checkpoint.
 *
 * @param state where the run stands
 * @param checkpoint holds the tensors of that state; null before the first step
 */
record Beginning(TrainingState state, Checkpoint checkpoint) {

  /** Returns the beginning of a new run. */
  static Beginning of(Origin origin) {
    return new Beginning(TrainingState.start(origin), null);
  }

  /** Returns the beginning of a resumed run, whose origin may have another recipe. */
  static Beginning at(Checkpoint checkpoint, Origin origin) {
    return new Beginning(checkpoint.state().with(origin), checkpoint);
  }

  /** Reads the parameters of the network, if there is a checkpoint. */
  void readParameters(Block network) throws StorageException {
    if (checkpoint != null) {
      checkpoint.readParameters(network);
    }
  }

  /** Reads all that is not the network's, if there is a checkpoint. */
  void restore(ActiveRun run) throws StorageException {
    if (checkpoint != null) {
      run.restore(checkpoint);
    }
  }
}
