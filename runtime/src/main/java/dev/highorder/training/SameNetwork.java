package dev.highorder.training;

import ai.djl.Model;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.util.Pair;
import dev.highorder.backend.Backend;
import dev.highorder.dataset.ExampleSet;
import dev.highorder.engine.Engines;
import dev.highorder.storage.StorageException;
import dev.highorder.text.ForeignText;
import dev.highorder.training.checkpoint.Checkpoint;
import dev.highorder.training.checkpoint.Checkpoints;
import dev.highorder.training.checkpoint.Snapshot;
import java.util.Map;

/**
 * The condition that a checkpoint is of a network: it has the tensors of its parameters, with their
 * shapes.
 *
 * @param model holds the network; it is initialised once the names of a checkpoint fit, since only
 *     then its shapes are known
 * @param training the training set of the run
 */
record SameNetwork(Model model, ExampleSet training) implements Checkpoints.Condition {

  @Override
  public void require(Checkpoint checkpoint) throws StorageException {
    Block network = model.getBlock();
    checkpoint.requireNames(Snapshot.PARAMETERS, network.getParameters().toMap().keySet());
    Backend backend = Engines.backend(model.getNDManager().getEngine());
    if (!network.isInitialized()) {
      Shape input = new Shape(1).addAll(checkpoint.inputFor(training).shape());
      backend.run(() -> network.initialize(model.getNDManager(), model.getDataType(), input));
    }
    Map<String, Shape> saved = checkpoint.shapes(Snapshot.PARAMETERS);
    for (Pair<String, Parameter> parameter : network.getParameters()) {
      Shape now = parameter.getValue().getArray().getShape();
      Shape before = saved.get(parameter.getKey());
      if (!now.equals(before)) {
        throw checkpoint.mismatch(
            Snapshot.PARAMETERS,
            "%s has shape %s; the network has %s"
                .formatted(ForeignText.show(parameter.getKey()), before, now));
      }
    }
  }
}
