package dev.highorder.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.dataset.Batch;
import ai.djl.util.Pair;
import dev.highorder.network.ParameterCopies;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The means over batches of what batch normalisations measure in training mode.
 *
 * <p>DJL shows the running statistics alone: {@code r = m r + (1 - m) b} for the statistic b of a
 * batch. So r is set to 0 before each batch, which gives (1 - m) b, and once to a large number,
 * which gives m. A normalisation that runs several times in a pass, since blocks share it, has the
 * mean over its runs in which later ones count more, as they do in its running statistics.
 */
final class BatchStatistics {

  /** A power of two, so that it is exact in floats and what is multiplied by it stays exact. */
  private static final float PROBE = 1 << 20;

  private final Block network;
  private final NDManager manager;
  private final long seed;
  private final ParameterCopies copies;

  /** The sum over batches of {@code (1 - m) b}, by the name of the parameter. */
  private final Map<String, double[]> sums = new LinkedHashMap<>();

  /** The share 1 - m of a new value, by the name of the parameter. */
  private final Map<String, Double> shares = new LinkedHashMap<>();

  private int batches;

  /**
   * Begins without a batch.
   *
   * @param manager the manager of copies of all parameters
   * @param seed of the random numbers of dropout
   * @throws IllegalArgumentException if the network has no batch normalisation
   */
  BatchStatistics(Block network, NDManager manager, long seed) {
    this.network = network;
    this.manager = manager;
    this.seed = seed;
    for (Pair<String, Parameter> entry : network.getParameters()) {
      if (TrainingStep.isStatistic(entry.getValue().getType())) {
        int size = Math.toIntExact(entry.getValue().getArray().size());
        sums.put(entry.getKey(), new double[size]);
      }
    }
    if (sums.isEmpty()) {
      throw new IllegalArgumentException(
          "The network has no batch normalisation, so there are no statistics to estimate. Leave recalibration out.");
    }
    copies = new ParameterCopies(manager, network, manager.getDevice(), true);
  }

  /** Adds the statistics of a batch, and closes it. */
  void add(Batch batch) {
    try (batch) {
      NDArray data = batch.getData().singletonOrThrow();
      Map<String, float[]> fromZero = pass(data, 0);
      if (batches == 0) {
        Map<String, float[]> fromProbe = pass(data, PROBE);
        fromProbe.forEach(
            (name, values) ->
                shares.put(
                    name, 1 - ((double) values[0] - fromZero.get(name)[0]) / (double) PROBE));
      }
      fromZero.forEach(
          (name, values) -> {
            double[] sum = sums.get(name);
            for (int i = 0; i < sum.length; i++) {
              sum[i] += values[i];
            }
          });
      batches++;
    }
  }

  /**
   * Runs a pass in training mode.
   *
   * @param initial the value of all running statistics before it
   * @return the running statistics after it
   */
  private Map<String, float[]> pass(NDArray data, float initial) {
    for (Map.Entry<String, double[]> entry : sums.entrySet()) {
      float[] values = new float[entry.getValue().length];
      Arrays.fill(values, initial);
      copies.byName().get(entry.getKey()).set(values);
    }
    manager.getEngine().setRandomSeed(Long.hashCode(seed + batches) & Integer.MAX_VALUE);
    try (GradientCollector collector = manager.getEngine().newGradientCollector();
        NDArray output = network.forward(copies, new NDList(data), true).singletonOrThrow();
        NDArray sum = output.sum()) {
      collector.backward(sum); // MXNet updates running statistics in the backward pass
    }
    Map<String, float[]> after = new LinkedHashMap<>();
    sums.keySet().forEach(name -> after.put(name, copies.byName().get(name).toFloatArray()));
    return after;
  }

  /**
   * Puts the means into the network.
   *
   * @throws IllegalArgumentException if one is not a finite number; nothing is changed then
   */
  void store() {
    Map<String, float[]> means = new LinkedHashMap<>();
    sums.forEach((name, sum) -> means.put(name, mean(name, sum)));
    Map<String, Parameter> parameters = network.getParameters().toMap();
    means.forEach((name, values) -> parameters.get(name).getArray().set(values));
  }

  private float[] mean(String name, double[] sum) {
    float[] mean = new float[sum.length];
    for (int i = 0; i < sum.length; i++) {
      mean[i] = (float) (sum[i] / (batches * shares.get(name)));
      if (!Float.isFinite(mean[i])) {
        throw new IllegalArgumentException(
            "The statistics of the network are not finite: %s is %s. Start from other parameters, or with a scheme that is closer to theirs."
                .formatted(name, mean[i]));
      }
    }
    return mean;
  }
}
