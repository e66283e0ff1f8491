package dev.highorder.optimizer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import dev.highorder.engine.Engines;
import dev.highorder.network.ParameterCopies;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Compares averages with the recurrence and its closed form, in double precision. */
class WeightAverageTest {

  private final NDManager manager = Engines.start().newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  private WeightAverage average(float share) {
    Linear block = Linear.builder().setUnits(1).optBias(false).build();
    block.initialize(manager, DataType.FLOAT32, new Shape(1, 1));
    block.getParameters().get("weight").getArray().set(new float[] {2});
    return new WeightAverage(
        new ParameterCopies(manager, block, manager.getDevice(), false), share);
  }

  private static void add(WeightAverage average, NDArray weight, long step) {
    average.add(Map.of("weight", weight), step);
  }

  private static double value(WeightAverage average) {
    return average.values().byName().get("weight").getFloat(0);
  }

  /** While d = (1 + n) / (10 + n), the recurrence in double precision. */
  @Test
  void theShareOfTheOldAverageGrows() {
    WeightAverage average = average(0.99f);
    double expected = 2;
    for (int step = 1; step <= 20; step++) {
      double d = (1.0 + step) / (10 + step);
      expected = d * expected + (1 - d) * step;
      add(average, manager.create(new float[] {step}), step);
    }
    assertEquals(expected, value(average), 1e-5);
  }

  /** A constant weight w from average a with constant d gives w + d^n (a - w). */
  @Test
  void aConstantWeightIsApproachedGeometrically() {
    WeightAverage average = average(0.5f);
    NDArray weight = manager.create(new float[] {1});
    int arrays = manager.getManagedArrays().size();
    for (int step = 1001; step <= 1010; step++) {
      add(average, weight, step);
    }
    assertEquals(1 + Math.pow(0.5, 10), value(average), 1e-6);
    assertEquals(arrays, manager.getManagedArrays().size(), "temporaries are closed");
  }
}
