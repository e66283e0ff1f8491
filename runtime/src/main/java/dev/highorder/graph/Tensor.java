package dev.highorder.graph;

import java.util.Arrays;
import java.util.List;

/** A constant tensor of 32-bit floats in row-major order, on Java's heap. */
public final class Tensor {

  private final List<Long> shape;
  private final float[] values;

  /**
   * Creates a tensor that keeps the array; it must not change any more.
   *
   * @throws IllegalArgumentException if the number of values does not match the shape
   */
  public Tensor(List<Long> shape, float[] values) {
    this.shape = List.copyOf(shape);
    this.values = values;
    long size = shape.stream().reduce(1L, Math::multiplyExact);
    if (size != values.length) {
      throw new IllegalArgumentException(
          "A tensor of shape %2$s cannot have %1$s values".formatted(values.length, shape));
    }
  }

  /** Returns the lengths of the dimensions. */
  public List<Long> shape() {
    return shape;
  }

  /** Returns the values, not a copy; they must not be changed. */
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
    return "constant of shape " + shape;
  }
}
