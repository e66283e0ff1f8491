package dev.highorder.subnet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import dev.highorder.engine.Engines;
import java.util.Random;

/** An initialised sub-net that a test evaluates on Java arrays. */
final class SubNetRun implements AutoCloseable {

  final NDManager manager = Engines.start().newBaseManager();
  final Block subNet;
  private final Shape shape;

  SubNetRun(Block subNet, long... shape) {
    this.subNet = subNet;
    this.shape = new Shape(shape);
    subNet.initialize(manager, DataType.FLOAT32, this.shape);
  }

  /** Returns normal random numbers of the input's size. */
  float[] randomInput() {
    float[] values = new float[Math.toIntExact(shape.size())];
    Random random = new Random(1);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /** Returns the output in inference, after requiring that it has the shape of the input. */
  float[] evaluate(float... input) {
    return evaluate(subNet, input);
  }

  /** Returns the output of a block that belongs to the sub-net. */
  float[] evaluate(Block block, float... input) {
    NDArray x = manager.create(input, shape);
    NDArray y =
        block.forward(new ParameterStore(manager, false), new NDList(x), false).singletonOrThrow();
    assertEquals(shape, y.getShape());
    return y.toFloatArray();
  }

  /** Sets all parameters of the sub-net whose name ends so to one value. */
  void fill(String name, float value) {
    subNet
        .getParameters()
        .forEach(
            entry -> {
              if (entry.getKey().endsWith(name)) {
                NDArray array = entry.getValue().getArray();
                array.muli(0);
                array.addi(value);
              }
            });
  }

  /** Requires a number of trained parameters, which excludes running statistics. */
  SubNetRun requireParameters(long expected) {
    long count = 0;
    for (ai.djl.nn.Parameter parameter : subNet.getParameters().values()) {
      count += parameter.requiresGradient() ? parameter.getArray().size() : 0;
    }
    assertEquals(expected, count);
    return this;
  }

  @Override
  public void close() {
    manager.close();
  }
}
