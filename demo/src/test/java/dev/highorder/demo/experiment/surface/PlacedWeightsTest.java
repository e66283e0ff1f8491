package dev.highorder.demo.experiment.surface;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import dev.highorder.demo.experiment.surface.SurfaceScheme.SubNet;
import dev.highorder.engine.Engines;
import dev.highorder.network.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Weights and directions depend on seed and place, and directions have the norms of filters. */
class PlacedWeightsTest {

  private final NDManager manager = Engines.start().newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  private Network network(SurfaceScheme scheme, long seed) {
    Network network =
        Network.builder()
            .setClasses(10)
            .setWidths(6)
            .setBlocks(4 / scheme.stages())
            .setStack(scheme.stacks(SubNet.PREACTIVATION))
            .build();
    network.initialize(manager, DataType.FLOAT32, new Shape(1, 3, 16, 16));
    new PlacedWeights(network, seed).initialise();
    return network;
  }

  private static List<float[]> values(Network network) {
    List<float[]> values = new ArrayList<>();
    PlacedWeights.weights(network)
        .values()
        .forEach(weight -> values.add(weight.getArray().toFloatArray()));
    return values;
  }

  @Test
  void networksOfEqualDepthHaveTheSameWeightsAndDirections() {
    Network euler = network(SurfaceScheme.EULER, 3);
    Network rk4 = network(SurfaceScheme.RK4, 3);

    assertArrayEquals(values(euler).toArray(), values(rk4).toArray());
    for (int i = 0; i < 2; i++) {
      assertArrayEquals(
          new PlacedWeights(euler, 3).directions().get(i).values().toArray(),
          new PlacedWeights(rk4, 3).directions().get(i).values().toArray());
    }
  }

  @Test
  void otherSeedsAndTheTwoDirectionsDiffer() {
    Network network = network(SurfaceScheme.EULER, 3);
    List<Map<String, float[]>> directions = new PlacedWeights(network, 3).directions();

    assertFalse(
        Arrays.equals(values(network).get(1), values(network(SurfaceScheme.EULER, 4)).get(1)));
    directions
        .get(0)
        .forEach(
            (name, direction) ->
                assertFalse(Arrays.equals(direction, directions.get(1).get(name)), name));
  }

  @Test
  void weightsHaveTheVarianceOfHe() {
    float[] all = values(network(SurfaceScheme.EULER, 5)).get(1);
    double sum = 0;
    for (float value : all) {
      sum += (double) value * value;
    }

    assertEquals(2.0 / (6 * 9), sum / all.length, 0.2 * 2 / (6 * 9));
  }

  /** Of a direction with the norm of the filter, any other filter has another norm. */
  @Test
  void filtersOfADirectionHaveTheNormsOfTheWeights() {
    Network network = network(SurfaceScheme.MIDPOINT, 1);
    Map<String, float[]> direction = new PlacedWeights(network, 1).directions().get(0);

    assertEquals(PlacedWeights.weights(network).keySet(), direction.keySet());
    PlacedWeights.weights(network)
        .forEach((name, weight) -> assertEqualNorms(name, weight, direction.get(name)));
  }

  private static void assertEqualNorms(String name, Parameter weight, float[] direction) {
    float[] values = weight.getArray().toFloatArray();
    int filters = Math.toIntExact(weight.getShape().get(0));
    int size = values.length / filters;
    for (int filter = 0; filter < filters; filter++) {
      double expected = norm(values, filter * size, size);
      assertTrue(expected > 0, name);
      assertEquals(expected, norm(direction, filter * size, size), 1e-5 * expected, name);
    }
  }

  private static double norm(float[] values, int begin, int length) {
    double sum = 0;
    for (int i = begin; i < begin + length; i++) {
      sum += (double) values[i] * values[i];
    }
    return Math.sqrt(sum);
  }

  @Test
  void onlyWeightsOfConvolutionsAndLinearLayersMove() {
    Network network = network(SurfaceScheme.EULER, 1);

    // A stem, four sub-nets of two convolutions, and a head.
    assertEquals(10, PlacedWeights.weights(network).size());
    PlacedWeights.weights(network)
        .values()
        .forEach(weight -> assertTrue(weight.getShape().dimension() >= 2, weight.getName()));
  }
}
