package dev.highorder.optimizer;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The Euclidean norm of all gradients together (Pascanu et al. 2013). */
public final class GradientNorm {

  private GradientNorm() {}

  /**
   * Scales gradients down if their norm is larger than allowed.
   *
   * @param gradients change together, or not at all
   * @param most the largest norm, positive
   * @return the norm before
   */
  public static double clip(Collection<NDArray> gradients, float most) {
    double norm = of(gradients);
    if (norm > most) {
      gradients.forEach(gradient -> gradient.muli(most / norm));
    }
    return norm;
  }

  private static double of(Collection<NDArray> gradients) {
    List<NDArray> sums = new ArrayList<>(); // read when all are under way
    for (NDArray gradient : gradients) {
      try (NDArray square = gradient.square()) {
        sums.add(square.sum());
      }
    }
    double total = 0;
    for (NDArray sum : sums) {
      try (sum) {
        total += sum.getFloat();
      }
    }
    return Math.sqrt(total);
  }
}
