package dev.highorder.demo.integration;

import ai.djl.ndarray.types.Shape;
import dev.highorder.input.InputFormat;
import java.util.List;

/**
 * Vectors of standardised features, as an application would describe them.
 *
 * @param mean the mean of each feature
 * @param std the standard deviation of each feature
 */
public record VectorFormat(List<Float> mean, List<Float> std) implements InputFormat {

  public VectorFormat {
    if (mean == null || std == null || mean.size() != std.size()) {
      throw new IllegalArgumentException("input.mean and input.std do not have the same length");
    }
    mean = List.copyOf(mean);
    std = List.copyOf(std);
  }

  @Override
  public Shape shape() {
    return new Shape(mean.size());
  }
}
