package dev.highorder.optimizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.highorder.engine.Engines;
import dev.highorder.recipe.TrainingRecipe;
import dev.highorder.recipe.UpdateRule;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The update rules beside their published formulas, computed in double precision. */
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

  /** Some gradient that depends on the weight and the step. */
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

  @Test
  void stateHasAName() {
    TrainingRecipe recipe = TrainingRecipe.quick(1).optRule(UpdateRule.ADAMW).build();
    ParameterOptimizer optimizer = ParameterOptimizer.of(recipe, manager);
    optimizer.prepare("w", manager.ones(new Shape(2)));

    assertEquals(Set.of("w.mean", "w.variance"), optimizer.state().keySet());
  }

  @Test
  void clipsByTheNormOfAllGradients() {
    NDArray first = manager.create(new float[] {3, 0});
    NDArray second = manager.create(new float[] {0, 4});

    assertEquals(5, GradientNorm.clip(List.of(first, second), 10), 1e-6);
    assertEquals(3, first.getFloat(0), "5 is not above 10");
    assertEquals(5, GradientNorm.clip(List.of(first, second), 1), 1e-6);
    assertEquals(0.6, first.getFloat(0), 1e-6);
    assertEquals(0.8, second.getFloat(1), 1e-6);
  }

  /** The squares of these do not fit into a float. */
  @Test
  void clipsLargeGradients() {
    NDArray large = manager.create(new float[] {3e20f, 4e20f});

    assertEquals(5e20, GradientNorm.clip(List.of(large), 1), 1e15);
    assertEquals(0.6, large.getFloat(0), 1e-6);
  }

  @Test
  void tellsOfGradientsThatAreNotFinite() {
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      NDArray good = manager.create(new float[] {3});
      double norm = GradientNorm.clip(List.of(manager.create(new float[] {bad, 1}), good), 1);

      assertFalse(Double.isFinite(norm), "norm " + norm);
      assertEquals(3, good.getFloat(0), "nothing is changed");
    }
  }
}
