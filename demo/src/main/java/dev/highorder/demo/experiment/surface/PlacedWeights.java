package dev.highorder.demo.experiment.surface;

import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import dev.highorder.dataset.SeededRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Random weights that depend on the seed and on a tensor's place in a network alone. Networks of
 * different schemes and equal depth have the same tensors in the same places, so they get the same
 * weights and the same directions.
 */
final class PlacedWeights {

  /** The uses of a seed; each has random numbers of its own. */
  private enum Use {
    START(0),
    FIRST_DIRECTION(1),
    SECOND_DIRECTION(2);

    private static final int COUNT = 3;

    private final int number;

    Use(int number) {
      this.number = number;
    }
  }

  private final Block network;
  private final long seed;

  /**
   * Takes an initialised network.
   *
   * @param seed the same seed gives the same numbers
   */
  PlacedWeights(Block network, long seed) {
    this.network = network;
    this.seed = seed;
  }

  /** Returns the trained weights of convolutions and linear layers by name, in order. */
  static Map<String, Parameter> weights(Block network) {
    Map<String, Parameter> weights = new LinkedHashMap<>();
    network
        .getParameters()
        .forEach(
            entry -> {
              if (entry.getValue().getType() == Parameter.Type.WEIGHT) {
                weights.put(entry.getKey(), entry.getValue());
              }
            });
    return weights;
  }

  /** Replaces the weights by normal ones of variance 2 / fan-in (He et al. 2015, equation 10). */
  void initialise() {
    int place = 0;
    for (Parameter weight : weights(network).values()) {
      int length = Math.toIntExact(weight.getShape().size());
      double fanIn = (double) length / weight.getShape().get(0);
      float[] values = normal(Use.START, place++, length);
      for (int i = 0; i < length; i++) {
        values[i] *= (float) Math.sqrt(2 / fanIn);
      }
      weight.getArray().set(values);
    }
  }

  /**
   * Returns two random directions, each filter of which has the norm of the network's filter (Li et
   * al. 2018, section 4). A row of a linear layer counts as a filter. Biases and normalisations do
   * not move.
   */
  List<Map<String, float[]>> directions() {
    return List.of(direction(Use.FIRST_DIRECTION), direction(Use.SECOND_DIRECTION));
  }

  private Map<String, float[]> direction(Use use) {
    Map<String, float[]> direction = new LinkedHashMap<>();
    int place = 0;
    for (Map.Entry<String, Parameter> weight : weights(network).entrySet()) {
      float[] values = weight.getValue().getArray().toFloatArray();
      float[] noise = normal(use, place++, values.length);
      int filter = Math.toIntExact(values.length / weight.getValue().getShape().get(0));
      for (int begin = 0; begin < values.length; begin += filter) {
        double scale = norm(values, begin, filter) / norm(noise, begin, filter);
        for (int i = begin; i < begin + filter; i++) {
          noise[i] *= (float) scale;
        }
      }
      direction.put(weight.getKey(), noise);
    }
    return direction;
  }

  private float[] normal(Use use, int place, int length) {
    Random random = SeededRandom.of(seed * Use.COUNT + use.number, place);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static double norm(float[] values, int begin, int length) {
    double sum = 0;
    for (int i = begin; i < begin + length; i++) {
      sum += (double) values[i] * values[i];
    }
    return Math.sqrt(sum);
  }
}
