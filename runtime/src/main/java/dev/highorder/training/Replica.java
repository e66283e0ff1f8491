package dev.highorder.training;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import dev.highorder.network.ParameterCopies;
import dev.highorder.storage.SafetensorsFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The parameters of a network on one device.
 *
 * @param parameters the store from which a pass reads them
 * @param values the same arrays by their names
 */
record Replica(Device device, ParameterStore parameters, Map<String, NDArray> values) {

  /**
   * Creates a replica for each device. The first has the network's own arrays, the others copies.
   *
   * @param manager the manager of the copies
   * @param block the initialised network
   */
  static List<Replica> of(NDManager manager, Block block, List<Device> devices) {
    List<Replica> replicas = new ArrayList<>();
    for (Device device : devices) {
      if (replicas.isEmpty()) {
        replicas.add(
            new Replica(
                device, new ParameterStore(manager, false), SafetensorsFile.parametersOf(block)));
      } else {
        ParameterCopies copies = new ParameterCopies(manager, block, device, true);
        replicas.add(new Replica(device, copies, copies.byName()));
      }
    }
    return replicas;
  }
}
