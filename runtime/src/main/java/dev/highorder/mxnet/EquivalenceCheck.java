package dev.highorder.mxnet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import dev.highorder.backend.Backend;
import dev.highorder.backend.UntraceableNetworkException;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * Compares a compiled graph with the network that was compiled, which runs operator by operator in
 * inference.
 *
 * <p>The graph computes a whole batch. The network computes the first and the last few examples of
 * it, because it needs far more memory.
 */
final class EquivalenceCheck {

  /** The number of examples that are compared at a time. */
  static final int FEW = 4;

  /** The largest difference, relative to the largest output: rounding in another order. */
  static final double CPU_TOLERANCE = 1e-4;

  /** The same on a GPU, whose convolutions may round their inputs to 11 bits (TF32). */
  static final double GPU_TOLERANCE = 2e-2;

  private final Backend backend;
  private final Block network;
  private final ParameterStore parameters;
  private final double tolerance;

  /**
   * Prepares comparisons.
   *
   * @param parameters the store with the parameters that the graph reads, too
   * @param tolerance the largest difference, relative to the largest output
   */
  EquivalenceCheck(Backend backend, Block network, ParameterStore parameters, double tolerance) {
    this.backend = backend;
    this.network = network;
    this.parameters = parameters;
    this.tolerance = tolerance;
  }

  /**
   * Compares the outputs for one batch.
   *
   * @param input a batch; it stays open
   * @throws IllegalStateException if they differ
   * @throws UntraceableNetworkException if they cannot be compared
   */
  void require(UnaryOperator<NDArray> graph, NDArray input) {
    NDManager scope = backend.call(() -> input.getManager().newSubManager());
    try {
      NDArray x = backend.call(() -> copy(scope, input));
      NDArray actual = backend.call(() -> graph.apply(x));
      backend.run(() -> compare(x, actual, 0));
      long last = input.getShape().get(0) - FEW;
      if (last > 0) {
        backend.run(() -> compare(x, actual, last));
      }
    } finally {
      backend.run(scope::close);
    }
  }

  private static NDArray copy(NDManager scope, NDArray input) {
    NDArray x = input.duplicate();
    x.attach(scope);
    return x;
  }

  private void compare(NDArray input, NDArray output, long first) {
    try (NDManager scope = input.getManager().newSubManager()) {
      long end = Math.min(first + FEW, input.size(0));
      NDIndex few = new NDIndex().addSliceDim(first, end);
      NDArray x = input.get(few);
      NDArray actual = output.get(few);
      x.attach(scope);
      actual.attach(scope);
      NDArray expected = network.forward(parameters, new NDList(x), false).singletonOrThrow();
      requireSame(expected.toFloatArray(), actual.toFloatArray(), tolerance);
    }
  }

  /**
   * Compares outputs. Where the network computes what is not a number, rounding decides about all
   * others: that a graph differs is then no fault of the graph.
   */
  static void requireSame(float[] expected, float[] actual, double tolerance) {
    if (expected.length != actual.length) {
      throw new IllegalStateException(
          "The compiled graph computes %s numbers, but the network computes %s."
              .formatted(actual.length, expected.length));
    }
    double largest = Float.MIN_NORMAL;
    double difference = 0;
    boolean isFinite = true;
    for (int i = 0; i < expected.length; i++) {
      if (Float.compare(expected[i], actual[i]) != 0) { // infinity and NaN equal themselves
        difference = Math.max(difference, Math.abs(actual[i] - expected[i])); // keeps NaN
      }
      isFinite &= Float.isFinite(expected[i]);
      if (Float.isFinite(expected[i])) {
        largest = Math.max(largest, Math.abs(expected[i]));
      }
    }
    if (!(difference <= tolerance * largest)) {
      if (!isFinite) {
        throw new UntraceableNetworkException(
            "some of its outputs are not finite numbers, so that no graph can be compared with it.");
      }
      throw new IllegalStateException(
          String.format(
                  Locale.ROOT,
                  "The compiled graph computes something else than the network: outputs of up to %.3g differ by",
                  largest)
              + String.format(Locale.ROOT, " up to %.3g.", difference));
    }
  }
}
