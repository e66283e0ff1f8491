package dev.highorder.optimizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.highorder.engine.Engines;
import dev.highorder.recipe.TrainingRecipe;
import dev.highorder.recipe.UpdateRule;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Compares the update rules with their published formulas, computed in double precision. */
class ParameterOptimizerTest {

  private static final float RATE = 0.05f;
  private static final float DECAY = 0.02f;
  private static final float MOMENTUM = 0.9f;
  private static final int STEPS = 6;

  private final NDManager manager = Engines.start().newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  /** A gradient that depends on the weight and the training step. */
  private static double gradient(double weight, int step) {
    return 0.3 * weight - 0.1 * step;
  }

  @Test
  void sgd() {
    double w = 1.5;
    double v = 0;
    for (int step = 1; step <= STEPS; step++) {
      v = MOMENTUM * v - RATE * (gradient(w, step) + DECAY * w);
      w += v;
    }
    assertEquals(w, trained(UpdateRule.SGD, MOMENTUM), 1e-5);
  }

  @Test
  void sgdWithoutMomentum() {
    double w = 1.5;
    for (int step = 1; step <= STEPS; step++) {
      w -= RATE * (gradient(w, step) + DECAY * w);
    }
    assertEquals(w, trained(UpdateRule.SGD, 0), 1e-5);
  }

  @Test
  void nesterov() {
    double w = 1.5;
    double v = 0;
    for (int step = 1; step <= STEPS; step++) {
      double move = RATE * (gradient(w, step) + DECAY * w);
      v = MOMENTUM * v - move;
      w += MOMENTUM * v - move;
    }
    assertEquals(w, trained(UpdateRule.NESTEROV, MOMENTUM), 1e-5);
  }

  @Test
  void adamW() {
    double w = 1.5;
    double m = 0;
    double v = 0;
    for (int step = 1; step <= STEPS; step++) {
      double g = gradient(w, step);
      m = MOMENTUM * m + (1 - MOMENTUM) * g;
      v = 0.999 * v + 0.001 * g * g;
      double unbiasedMean = m / (1 - Math.pow(MOMENTUM, step));
      double unbiasedVariance = v / (1 - Math.pow(0.999, step));
      w -= RATE * (unbiasedMean / (Math.sqrt(unbiasedVariance) + 1e-8) + DECAY * w);
    }
    assertEquals(w, trained(UpdateRule.ADAMW, MOMENTUM), 1e-5);
  }

  private double trained(UpdateRule rule, float momentum) {
    TrainingRecipe recipe = TrainingRecipe.quick(1).optRule(rule).optMomentum(momentum).build();
    ParameterOptimizer optimizer = ParameterOptimizer.of(recipe, manager);
    NDArray weight = manager.create(new float[] {1.5f, -4});
    optimizer.prepare("w", weight);
    int arrays = manager.getManagedArrays().size();
    for (int step = 1; step <= STEPS; step++) {
      float[] w = weight.toFloatArray();
      NDArray gradient =
          manager.create(new float[] {(float) gradient(w[0], step), (float) gradient(w[1], step)});
      optimizer.update("w", weight, gradient, RATE, DECAY, step);
      gradient.close();
    }
    assertEquals(arrays, manager.getManagedArrays().size(), "temporaries are closed");
    return weight.getFloat(0);
  }

  /** Without momentum, decay and with a constant gradient, w after n steps is w0 - n rate g. */
  @Test
  void sgdWithAConstantGradientMovesLinearly() {
    ParameterOptimizer optimizer =
        ParameterOptimizer.of(TrainingRecipe.quick(1).optMomentum(0).build(), manager);
    NDArray weight = manager.create(new float[] {1, -2});
    for (int step = 1; step <= 10; step++) {
      optimizer.update("w", weight, manager.create(new float[] {4, -1}), 0.125f, 0, step);
    }
    assertArrayEquals(new float[] {1 - 10 * 0.5f, -2 + 10 * 0.125f}, weight.toFloatArray());
    assertEquals(Set.of(), optimizer.state().keySet());
  }

  /** The velocity of a constant gradient is a geometric series. */
  @Test
  void momentumIsAGeometricSeries() {
    double m = 0.5;
    ParameterOptimizer optimizer =
        ParameterOptimizer.of(TrainingRecipe.quick(1).optMomentum((float) m).build(), manager);
    NDArray weight = manager.create(new float[] {0});
    int n = 12;
    for (int step = 1; step <= n; step++) {
      optimizer.update("w", weight, manager.create(new float[] {1}), 1, 0, step);
    }
    double expected = -(n - m * (1 - Math.pow(m, n)) / (1 - m)) / (1 - m);
    assertEquals(expected, weight.getFloat(0), 1e-5);
    assertEquals(
        -(1 - Math.pow(m, n)) / (1 - m), optimizer.state().get("w.velocity").getFloat(0), 1e-6);
  }

  /** The first step of Adam has the length of the learning rate, whatever the gradient. */
  @Test
  void theFirstStepOfAdamWIsTheLearningRate() {
    ParameterOptimizer optimizer =
        ParameterOptimizer.of(TrainingRecipe.quick(1).optRule(UpdateRule.ADAMW).build(), manager);
    NDArray weight = manager.zeros(new Shape(3));
    optimizer.update("w", weight, manager.create(new float[] {1e-3f, -7, 1e4f}), 0.25f, 0, 1);

    assertArrayEquals(new float[] {-0.25f, 0.25f, -0.25f}, weight.toFloatArray(), 1e-5f);
  }

  @Test
  void stateHasTheNamesOfParametersAndQuantities() {
    TrainingRecipe recipe = TrainingRecipe.quick(1).optRule(UpdateRule.ADAMW).build();
    ParameterOptimizer optimizer = ParameterOptimizer.of(recipe, manager);
    optimizer.prepare("w", manager.ones(new Shape(2)));

    assertEquals(Set.of("w.mean", "w.variance"), optimizer.state().keySet());
  }
}
