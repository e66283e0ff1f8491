package dev.highorder.graph;

import java.util.Arrays;
import java.util.List;

/** Numbers on Java's heap, in row-major order: a value that is known when a graph is compiled. */
public final class Tensor {

  private final List<Long> shape;
  private final float[] values;

  /**
   * Takes numbers, which must not change any more.
   *
   * @throws IllegalArgumentException if there are more or fewer than the shape says
   */
  public Tensor(List<Long> shape, float[] values) {
    this.shape = List.copyOf(shape);
    this.values = values;
    long size = shape.stream().reduce(1L, Math::multiplyExact);
    if (size != values.length) {
      throw new IllegalArgumentException("%d numbers for %s".formatted(values.length, shape));
    }
  }

  /** Returns the lengths of the dimensions. */
  public List<Long> shape() {
    return shape;
  }

  /** Returns the numbers themselves, which must not be changed. */
  public float[] values() {
    return values;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Tensor tensor
        && shape.equals(tensor.shape)
        && Arrays.equals(values, tensor.values);
  }

  @Override
  public int hashCode() {
    return 31 * shape.hashCode() + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "numbers of shape " + shape;
  }
}
