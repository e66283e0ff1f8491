package dev.highorder.demo.experiment.surface;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The weights of a network at the points of a plane through them. The network itself is not
 * changed.
 */
final class MovedWeights {

  private final Map<String, Parameter> weights;
  private final Map<String, float[]> origin = new LinkedHashMap<>();
  private final List<Map<String, float[]>> directions;

  /**
   * Takes the weights of an initialised network.
   *
   * @param directions the two directions, by the name of the weight
   */
  MovedWeights(Block network, List<Map<String, float[]>> directions) {
    weights = PlacedWeights.weights(network);
    weights.forEach((name, weight) -> origin.put(name, weight.getArray().toFloatArray()));
    this.directions = directions;
  }

  /**
   * Returns the parameters at a point.
   *
   * @param manager the owner of the moved weights
   * @param first the factor of the first direction
   * @param second the factor of the second direction
   */
  ParameterStore at(NDManager manager, double first, double second) {
    Map<String, NDArray> moved = new HashMap<>();
    weights.forEach(
        (name, weight) -> {
          float[] values = origin.get(name).clone();
          float[] one = directions.get(0).get(name);
          float[] other = directions.get(1).get(name);
          for (int i = 0; i < values.length; i++) {
            values[i] += (float) (first * one[i] + second * other[i]);
          }
          moved.put(weight.getId(), manager.create(values, weight.getShape()));
        });
    return new Store(manager, moved);
  }

  /** A store that has other values of some parameters. */
  private static final class Store extends ParameterStore {

    private final Map<String, NDArray> moved;

    Store(NDManager manager, Map<String, NDArray> moved) {
      super(manager, false);
      this.moved = moved;
    }

    @Override
    public NDArray getValue(Parameter parameter, Device device, boolean training) {
      if (parameter == null) {
        return null;
      }
      NDArray value = moved.get(parameter.getId());
      return value == null ? parameter.getArray() : value;
    }
  }
}
