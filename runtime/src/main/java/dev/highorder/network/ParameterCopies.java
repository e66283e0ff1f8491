package dev.highorder.network;

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
 * A second set of values for the parameters of a block: on another device, or averaged. The block
 * runs with them if this store is passed to its forward pass.
 *
 * <p>DJL's own store keeps one set for each device and treats all CPUs as one device.
 */
public final class ParameterCopies extends ParameterStore {

  private final Map<String, NDArray> byId = new HashMap<>();
  private final Map<String, NDArray> byName = new LinkedHashMap<>();

  /**
   * Copies the parameters of an initialised block.
   *
   * @param manager the owner of the copies
   * @param device the device of the copies
   * @param training whether gradients are attached to the copies of trained parameters
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

  /**
   * Returns a copy of an array on a device.
   *
   * <p>Engines return the array itself if it is on the device already; this method never does.
   */
  public static NDArray on(Device device, NDArray array) {
    return array.getDevice().equals(device) ? array.duplicate() : array.toDevice(device, true);
  }

  @Override
  public NDArray getValue(Parameter parameter, Device device, boolean training) {
    return parameter == null ? null : byId.get(parameter.getId());
  }

  /** Returns the copies by the names of the parameters, in order. */
  public Map<String, NDArray> byName() {
    return byName;
  }
}
