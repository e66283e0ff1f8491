package dev.highorder.classifier;

import dev.highorder.text.ForeignText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The answer of a classifier: all its classes with their probabilities.
 *
 * <p>It is a plain value, which JSON libraries write as {@code {"classes": [{"name": "star",
 * "probability": 0.975}, ...]}}.
 *
 * @param classes the most probable class first
 */
public record Prediction(List<ClassProbability> classes) {

  /** A text with more classes than this is hard to read. */
  private static final int MAX_IN_TEXT = 5;

  /**
   * Sorts the classes; equally probable ones stay in order.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Prediction {
    if (classes.isEmpty()) {
      throw new IllegalArgumentException("A prediction has no class. Give at least one.");
    }
    classes =
        classes.stream()
            .sorted(Comparator.comparingDouble(ClassProbability::probability).reversed())
            .toList();
  }

  /**
   * Computes the softmax of logits. The largest logit is subtracted, so that none overflows.
   *
   * @param names the names of the classes
   * @param logits the logits of one or more examples
   * @param offset the index of the first logit of the example
   * @throws ArithmeticException if a logit is not a number or infinite
   */
  static Prediction ofLogits(List<String> names, float[] logits, int offset) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < names.size(); i++) {
      requireFinite(names.get(i), logits[offset + i]);
      largest = Math.max(largest, logits[offset + i]);
    }
    double[] exponentials = new double[names.size()];
    double sum = 0;
    for (int i = 0; i < names.size(); i++) {
      exponentials[i] = Math.exp(logits[offset + i] - largest);
      sum += exponentials[i];
    }
    List<ClassProbability> classes = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      classes.add(new ClassProbability(names.get(i), exponentials[i] / sum));
    }
    return new Prediction(classes);
  }

  private static void requireFinite(String name, float logit) {
    if (!Float.isFinite(logit)) {
      throw new ArithmeticException(
          "The network's output for the class %s is %s, so it has no answer. Its parameters are too large or damaged: train it again with a smaller learning rate."
              .formatted(ForeignText.show(name), logit));
    }
  }

  /** Returns the most probable class. */
  public ClassProbability best() {
    return classes.get(0);
  }

  /**
   * Returns the most probable classes, the best first.
   *
   * @param count how many; all if there are fewer
   * @throws IllegalArgumentException if it is negative
   */
  public List<ClassProbability> top(int count) {
    if (count < 0) {
      throw new IllegalArgumentException(
          "The number of classes is %s. Give 0 or more.".formatted(count));
    }
    return classes.subList(0, Math.min(count, classes.size()));
  }

  /**
   * Returns the probability of a class, from 0 to 1.
   *
   * @throws IllegalArgumentException if there is no class of this name
   */
  public double probability(String name) {
    return classes.stream()
        .filter(candidate -> candidate.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no class %s. The classes are %s."
                        .formatted(
                            ForeignText.show(name),
                            ForeignText.show(
                                classes.stream().map(ClassProbability::name).toList()))))
        .probability();
  }

  /** Returns the best classes, such as {@code star 97.5%, cross 1.2%, heart 0.9%}. */
  @Override
  public String toString() {
    String best =
        top(MAX_IN_TEXT).stream().map(ClassProbability::toString).collect(Collectors.joining(", "));
    int more = classes.size() - MAX_IN_TEXT;
    return more > 0 ? best + ", and " + more + " more" : best;
  }
}
