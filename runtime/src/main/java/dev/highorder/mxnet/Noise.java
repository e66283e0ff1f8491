package dev.highorder.mxnet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Random;

/** Normally distributed inputs that leave the engine's own random state alone. */
final class Noise {

  private Noise() {}

  /**
   * Returns noise.
   *
   * @param seed the seed of the generator, and the standard deviation, so that the inputs of two
   *     seeds differ in size too
   */
  static NDArray create(NDManager manager, Shape shape, long seed) {
    Random random = new Random(seed);
    float[] numbers = new float[Math.toIntExact(shape.size())];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) (seed * random.nextGaussian());
    }
    return manager.create(numbers, shape);
  }
}
