package dev.highorder.demo.cli.training;

import dev.highorder.storage.StorageException;
import dev.highorder.training.checkpoint.Checkpoint;
import dev.highorder.training.checkpoint.Checkpoints;
import dev.highorder.training.checkpoint.Snapshot;
import java.util.Locale;
import java.util.Set;

/**
 * The condition that a checkpoint is of the network of a job. It is checked before that network is
 * built: its depth by stacks of one and two blocks, then the names of its tensors.
 *
 * @param network the network of the job
 * @param kind the examples that it reads
 */
public record CheckpointedNetwork(NetworkSpec network, ExampleKind kind)
    implements Checkpoints.Condition {

  @Override
  public void require(Checkpoint checkpoint) throws StorageException {
    Set<String> found = checkpoint.shapes(Snapshot.PARAMETERS).keySet();
    double needed = network.tensorsOfStacks();
    if (needed > found.size()) {
      throw checkpoint.mismatch(
          Snapshot.PARAMETERS,
          String.format(
              Locale.ROOT,
              "it holds %,d tensors, but the stacks that job.json declares have %,.0f",
              found.size(),
              needed));
    }
    checkpoint.requireNames(Snapshot.PARAMETERS, network.tensors(kind));
  }
}
