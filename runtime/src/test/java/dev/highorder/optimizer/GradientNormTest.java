package dev.highorder.optimizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.highorder.engine.Engines;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GradientNormTest {

  private final NDManager manager = Engines.start().newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void clipsByTheNormOfAllGradients() {
    NDArray first = manager.create(new float[] {3, 0});
    NDArray second = manager.create(new float[] {0, 4});

    assertEquals(5, GradientNorm.clip(List.of(first, second), 10), 1e-6);
    assertEquals(3, first.getFloat(0), "5 is not above 10");
    assertEquals(5, GradientNorm.clip(List.of(first, second), 1), 1e-6);
    assertArrayEquals(new float[] {0.6f, 0}, first.toFloatArray(), 1e-6f);
    assertArrayEquals(new float[] {0, 0.8f}, second.toFloatArray(), 1e-6f);
  }

  /** The norm in double precision on Java's heap. */
  @Test
  void isTheEuclideanNorm() {
    Random random = new Random(1);
    List<NDArray> gradients = new ArrayList<>();
    double squares = 0;
    for (int size : new int[] {1, 7, 1000}) {
      float[] values = new float[size];
      for (int i = 0; i < size; i++) {
        values[i] = (float) random.nextGaussian();
        squares += (double) values[i] * values[i];
      }
      gradients.add(manager.create(values));
    }
    int arrays = manager.getManagedArrays().size();
    double norm = GradientNorm.clip(gradients, 1);

    assertEquals(Math.sqrt(squares), norm, 1e-5 * norm);
    assertEquals(1, GradientNorm.clip(gradients, 2), 1e-5, "after clipping");
    assertEquals(arrays, manager.getManagedArrays().size(), "temporaries are closed");
  }

  /** The squares of these overflow or underflow in 32-bit floats. */
  @Test
  void largeAndSmallGradientsAreInRange() {
    NDArray large = manager.create(new float[] {3e20f, 4e20f});
    assertEquals(5e20, GradientNorm.clip(List.of(large), 1), 1e15);
    assertArrayEquals(new float[] {0.6f, 0.8f}, large.toFloatArray(), 1e-6f);

    NDArray small = manager.create(new float[] {3e-30f, 4e-30f});
    assertEquals(5e-30, GradientNorm.clip(List.of(small), 1), 1e-35);
  }

  @Test
  void theNormOfZerosIsZero() {
    assertEquals(0, GradientNorm.clip(List.of(manager.zeros(new Shape(3))), 1));
  }

  @Test
  void gradientsThatAreNotFiniteChangeNothing() {
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      NDArray good = manager.create(new float[] {3});
      double norm = GradientNorm.clip(List.of(manager.create(new float[] {bad, 1}), good), 1);

      assertFalse(Double.isFinite(norm), "norm " + norm);
      assertEquals(3, good.getFloat(0));
    }
  }
}
