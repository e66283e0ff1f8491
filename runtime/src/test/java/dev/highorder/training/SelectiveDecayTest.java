package dev.highorder.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import dev.highorder.engine.Engines;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SelectiveDecayTest {

  /** Momentum 0.5, rate 0.1: v = 0.5 v + (g + d w), w = w - 0.1 v, with d only where it decays. */
  @Test
  void decaysAllButTheSpared() {
    Optimizer optimizer = new SelectiveDecay(Tracker.fixed(0.1f), 0.5f, 0.2f, Set.of("h"));
    try (NDManager manager = Engines.start().newBaseManager()) {
      NDArray weight = manager.create(new float[] {2});
      NDArray step = manager.create(new float[] {2});
      NDArray gradient = manager.create(new float[] {1});
      double w = 2;
      double v = 0;
      double h = 2;
      double u = 0;
      for (int i = 0; i < 3; i++) {
        optimizer.update("w", weight, gradient);
        optimizer.update("h", step, gradient);
        v = 0.5 * v + 1 + 0.2 * w;
        w -= 0.1 * v;
        u = 0.5 * u + 1;
        h -= 0.1 * u;
        assertEquals(w, weight.getFloat(), 1e-5);
        assertEquals(h, step.getFloat(), 1e-5);
      }
    }
  }
}
