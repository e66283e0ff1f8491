package dev.highorder.optimizer;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** The Euclidean norm of all gradients together (Pascanu et al. 2013). */
public final class GradientNorm {

  private GradientNorm() {}

  /**
   * Scales gradients down if their norm is larger than allowed.
   *
   * @param gradients change together, or not at all
   * @param most the largest norm, positive
   * @return the norm before; if it is not finite, nothing was changed
   */
  public static double clip(Collection<NDArray> gradients, float most) {
    double norm = of(gradients);
    if (norm > most && Double.isFinite(norm)) {
      gradients.forEach(gradient -> gradient.muli(most / norm));
    }
    return norm;
  }

  /** Squares of large numbers leave the range of floats, so all are divided by the largest. */
  private static double of(Collection<NDArray> gradients) {
    double largest = 0;
    for (double magnitude : read(gradients, GradientNorm::largest)) {
      largest = Math.max(largest, magnitude); // of anything and NaN, this is NaN
    }
    if (largest == 0 || !Double.isFinite(largest)) {
      return largest;
    }
    double scale = 1 / largest;
    double total = 0;
    for (double sum : read(gradients, gradient -> sumOfSquares(gradient, scale))) {
      total += sum;
    }
    return largest * Math.sqrt(total);
  }

  private static NDArray largest(NDArray gradient) {
    try (NDArray magnitude = gradient.abs()) {
      return magnitude.max();
    }
  }

  private static NDArray sumOfSquares(NDArray gradient, double scale) {
    try (NDArray scaled = gradient.mul(scale);
        NDArray square = scaled.square()) {
      return square.sum();
    }
  }

  /** Reads a number of each gradient when all are under way. */
  private static List<Double> read(
      Collection<NDArray> gradients, Function<NDArray, NDArray> number) {
    List<NDArray> numbers = gradients.stream().map(number).toList();
    List<Double> values = new ArrayList<>();
    for (NDArray array : numbers) {
      try (array) {
        values.add((double) array.getFloat());
      }
    }
    return values;
  }
}
