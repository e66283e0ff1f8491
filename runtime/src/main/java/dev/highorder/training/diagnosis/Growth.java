package dev.highorder.training.diagnosis;

import ai.djl.ndarray.NDArray;
import dev.highorder.optimizer.GradientNorm;
import dev.highorder.text.ForeignText;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The growth since a training step: of the largest logit, the norm of the gradients, the largest
 * value of a parameter. Of the parameters it keeps one number each.
 */
public final class Growth {

  /** Values below are taken as this when they are compared, since biases begin at 0. */
  private static final double SMALL = 0.01;

  private final long step;
  private final double logit;
  private final double gradientNorm;
  private final Map<String, Double> parameters;

  /**
   * Measures a step.
   *
   * @param step its number, from 1
   * @param logits {@code (batch, classes)}
   * @param gradients the gradients by the names of the parameters
   * @param weights the parameters by their names, at least those that have gradients
   */
  public Growth(
      long step, NDArray logits, Map<String, NDArray> gradients, Map<String, NDArray> weights) {
    this.step = step;
    logit = largest(logits);
    gradientNorm = GradientNorm.of(gradients.values());
    Map<String, NDArray> learning = new LinkedHashMap<>(weights);
    learning.keySet().retainAll(gradients.keySet());
    parameters = largest(learning);
  }

  /** Returns the largest magnitude of an array; not a number if one of its elements is not. */
  public static double largest(NDArray array) {
    try (NDArray plain = array.stopGradient();
        NDArray magnitude = plain.abs();
        NDArray largest = magnitude.max();
        NDArray sum = magnitude.sum()) { // an engine's maximum may skip what is not a number
      return Float.isNaN(sum.getFloat()) ? Double.NaN : largest.getFloat();
    }
  }

  private static Map<String, Double> largest(Map<String, NDArray> arrays) {
    Map<String, Double> values = new TreeMap<>();
    arrays.forEach((name, array) -> values.put(name, largest(array)));
    return values;
  }

  /**
   * Describes a later step, in a sentence.
   *
   * @param logits those of the step
   * @param gradients those of the step
   * @param weights the parameters before its update
   */
  public String until(
      NDArray logits, Map<String, NDArray> gradients, Map<String, NDArray> weights) {
    return "%s, the norm of the gradients from %s to %s (its largest value is that of %s)%s"
        .formatted(
            ofLogit(largest(logits)),
            show(gradientNorm),
            show(GradientNorm.of(gradients.values())),
            nameOfLargest(largest(gradients)),
            ofParameter(weights));
  }

  /**
   * Describes an evaluation, in a sentence.
   *
   * @param logit the largest logit of the evaluation
   * @param weights the parameters
   */
  public String until(double logit, Map<String, NDArray> weights) {
    return ofLogit(logit) + ofParameter(weights);
  }

  private String ofLogit(double now) {
    return "Since step %s, the largest logit went from %s to %s"
        .formatted(step, show(logit), show(now));
  }

  private String ofParameter(Map<String, NDArray> weights) {
    String name = "";
    double before = 0;
    double after = 0;
    double factor = -1;
    for (Map.Entry<String, Double> first : parameters.entrySet()) {
      double now = largest(weights.get(first.getKey()));
      double growth = now / Math.max(SMALL, first.getValue());
      if (!(growth <= factor)) { // true for NaN
        name = first.getKey();
        before = first.getValue();
        after = now;
        factor = Double.isNaN(growth) ? Double.POSITIVE_INFINITY : growth;
      }
    }
    return name.isEmpty()
        ? "."
        : ", and the largest value of the parameter %s, which grew most, from %s to %s."
            .formatted(ForeignText.show(name), show(before), show(after));
  }

  private static String nameOfLargest(Map<String, Double> values) {
    return values.entrySet().stream()
        .max(Map.Entry.comparingByValue()) // not a number is the largest
        .map(entry -> ForeignText.show(entry.getKey()))
        .orElse("none");
  }

  private static String show(double value) {
    return String.format(Locale.ROOT, "%.3g", value);
  }
}
