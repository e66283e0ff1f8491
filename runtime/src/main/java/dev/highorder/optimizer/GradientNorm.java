package dev.highorder.optimizer;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** The global gradient norm: the Euclidean norm of all gradients together (Pascanu et al. 2013). */
public final class GradientNorm {

  private GradientNorm() {}

  /**
   * Multiplies all gradients by {@code maxNorm / norm} if their norm is larger than that.
   *
   * @param gradients the gradients, which change in place
   * @param maxNorm the largest norm allowed, positive
   * @return the norm before; if it is not finite, no gradient was changed
   */
  public static double clip(Collection<NDArray> gradients, float maxNorm) {
    double norm = of(gradients);
    if (norm > maxNorm && Double.isFinite(norm)) {
      gradients.forEach(gradient -> gradient.muli(maxNorm / norm));
    }
    return norm;
  }

  /** Returns the norm of all gradients together, which do not change. */
  public static double of(Collection<NDArray> gradients) {
    double largest = 0;
    for (double magnitude : read(gradients, GradientNorm::largest)) {
      largest = Math.max(largest, magnitude); // NaN if one of them is
    }
    if (largest == 0 || !Double.isFinite(largest)) {
      return largest;
    }
    double scale = 1 / largest; // since squares of large floats overflow
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

  /** Starts the computation of a number for each gradient, then reads all of them. */
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
