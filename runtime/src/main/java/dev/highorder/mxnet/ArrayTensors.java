package dev.highorder.mxnet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.highorder.graph.Tensor;
import java.util.stream.LongStream;

/** Copies tensors of graphs to and from arrays of the engine, which are 32-bit floats. */
public final class ArrayTensors {

  private ArrayTensors() {}

  /** Returns a copy of an array of 32-bit floats. */
  public static Tensor read(NDArray array) {
    return new Tensor(
        LongStream.of(array.getShape().getShape()).boxed().toList(), array.toFloatArray());
  }

  /** Returns a new array that holds a tensor. */
  static NDArray write(NDManager manager, Tensor tensor) {
    Shape shape = new Shape(tensor.shape().stream().mapToLong(Long::longValue).toArray());
    NDArray array = manager.create(tensor.values(), shape);
    if (array.getDataType() != DataType.FLOAT32) {
      throw new IllegalStateException("A constant became " + array.getDataType());
    }
    return array;
  }
}
