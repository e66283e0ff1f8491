package dev.highorder.parameters;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.Pair;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A second set of values for the parameters of a block, which then runs with these: on another
 * device, or with averaged weights.
 *
 * <p>DJL's store keeps one set for each device, and takes all CPUs for one.
 */
public final class ParameterCopies extends ParameterStore {

  private final Map<String, NDArray> byId = new HashMap<>();
  private final Map<String, NDArray> byName = new LinkedHashMap<>();

  /**
   * Copies the parameters of an initialised block.
   *
   * @param manager what the copies belong to
   * @param device where they are
   * @param training whether gradients are wanted
   */
  public ParameterCopies(NDManager manager, Block block, Device device, boolean training) {
    super(manager, false);
    for (Pair<String, Parameter> entry : block.getParameters()) {
      Parameter parameter = entry.getValue();
      NDArray copy =
          byId.computeIfAbsent(parameter.getId(), id -> copy(manager, parameter, device, training));
      byName.put(entry.getKey(), copy);
    }
  }

  private static NDArray copy(
      NDManager manager, Parameter parameter, Device device, boolean training) {
    NDArray copy;
    try (NDArray value = parameter.getArray().stopGradient()) {
      copy = on(device, value);
    }
    copy.attach(manager);
    if (training && parameter.requiresGradient()) {
      copy.setRequiresGradient(true);
    }
    return copy;
  }

  /** Returns a copy of an array on a device; where it is there already, engines return itself. */
  public static NDArray on(Device device, NDArray array) {
    return array.getDevice().equals(device) ? array.duplicate() : array.toDevice(device, true);
  }

  @Override
  public NDArray getValue(Parameter parameter, Device device, boolean training) {
    return parameter == null ? null : byId.get(parameter.getId());
  }

  /** Returns the copies by the names of the parameters. */
  public Map<String, NDArray> byName() {
    return byName;
  }
}
