package dev.highorder.training;

import ai.djl.ndarray.NDArray;
import dev.highorder.optimizer.ParameterOptimizer;
import dev.highorder.storage.StorageException;
import dev.highorder.training.checkpoint.Checkpoint;
import dev.highorder.training.checkpoint.Snapshot;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The tensors that learning changes.
 *
 * @param main the network's own parameters
 * @param optimizer its state has a tensor or none for each parameter
 */
record LearnedTensors(Replica main, ParameterOptimizer optimizer) {

  /** Returns the tensors as a checkpoint saves them. */
  Map<String, Map<String, NDArray>> groups() {
    Map<String, Map<String, NDArray>> groups = new LinkedHashMap<>();
    groups.put(Snapshot.PARAMETERS, main.values());
    if (!optimizer.state().isEmpty()) {
      groups.put(Snapshot.OPTIMIZER, optimizer.state());
    }
    return groups;
  }

  /** Reads the state of the optimizer; the parameters were read before replicas were made. */
  void restoreOptimizer(Checkpoint checkpoint) throws StorageException {
    if (optimizer.state().isEmpty()) {
      return;
    }
    if (!checkpoint.has(Snapshot.OPTIMIZER)) {
      throw StorageException.damaged(
          checkpoint.directory(), "it lacks the state of the optimizer", null);
    }
    checkpoint.read(Snapshot.OPTIMIZER, optimizer.state());
  }
}
