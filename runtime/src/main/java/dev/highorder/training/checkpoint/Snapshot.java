package dev.highorder.training.checkpoint;

import ai.djl.ndarray.NDArray;
import dev.highorder.training.state.TrainingState;
import java.util.Map;

/**
 * Everything that a checkpoint saves of a running training.
 *
 * @param state the numbers
 * @param tensors groups of tensors by the group's name, each tensor by its own name; these are the
 *     tensors themselves, not copies
 */
public record Snapshot(TrainingState state, Map<String, Map<String, NDArray>> tensors) {

  /** The group of the network's parameters, running statistics of normalisations included. */
  public static final String PARAMETERS = "parameters";

  /** The group of the optimizer's state. */
  public static final String OPTIMIZER = "optimizer";
}
