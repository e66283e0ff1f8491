package dev.highorder.input;

import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Objects;

/**
 * Arrays of numbers that an application has prepared itself: a network reads them as they are.
 *
 * @param dimensions the shape of an example, without the batch dimension; each at least 1
 * @param tokens how many different tokens there are, if the numbers are those of tokens, from 0; 0
 *     if they are quantities
 */
public record ArrayFormat(List<Long> dimensions, int tokens) implements InputFormat {

  /** The largest number of values of an example. */
  public static final int MAX_VALUES = 1 << 26;

  static final String KIND = "array";

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if a value is missing or out of range
   */
  public ArrayFormat {
    if (dimensions == null
        || dimensions.isEmpty()
        || dimensions.stream().anyMatch(Objects::isNull)) {
      throw new IllegalArgumentException("input.dimensions is missing or has gaps");
    }
    long values = 1;
    for (long dimension : dimensions) {
      if (dimension < 1 || dimension > MAX_VALUES / values) {
        throw new IllegalArgumentException(
            "input.dimensions is not 1 or more each and at most %s together".formatted(MAX_VALUES));
      }
      values *= dimension;
    }
    if (tokens < 0) {
      throw new IllegalArgumentException("input.tokens is below 0");
    }
    dimensions = List.copyOf(dimensions);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Shape shape() {
    return new Shape(dimensions);
  }
}
