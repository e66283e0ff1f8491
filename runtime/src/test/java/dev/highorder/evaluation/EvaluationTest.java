package dev.highorder.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDManager;
import dev.highorder.engine.Engines;
import org.junit.jupiter.api.Test;

class EvaluationTest {

  @Test
  void averagesOverExamplesNotOverBatches() {
    float[][] logits = {{2, 0, -1}, {0, 1, 0}, {0.5f, 0.5f, 3}};
    float[] labels = {0, 2, 2};
    Evaluation.RunningMetrics metrics = new Evaluation.RunningMetrics();
    try (NDManager manager = Engines.start().newBaseManager()) {
      metrics.add(manager.create(logits).get("0:2"), manager.create(new float[] {0, 2}));
      metrics.add(manager.create(logits).get("2:3"), manager.create(new float[] {2}));
    }

    double loss = 0;
    for (int i = 0; i < labels.length; i++) {
      double sum = 0;
      for (float logit : logits[i]) {
        sum += Math.exp(logit);
      }
      loss += Math.log(sum) - logits[i][(int) labels[i]];
    }
    assertEquals(3, metrics.result().examples());
    assertEquals(loss / 3, metrics.result().loss(), 1e-5);
    assertEquals(2.0 / 3, metrics.result().accuracy(), 1e-12);
  }

  @Test
  void theResultForNoExamplesIsZero() {
    assertEquals(new Evaluation(0, 0, 0), new Evaluation.RunningMetrics().result());
  }

  /** A network that is sure, and whose loss the engine rounds to less than nothing. */
  @Test
  void theLossIsNeverNegative() {
    Evaluation.RunningMetrics metrics = new Evaluation.RunningMetrics();
    try (NDManager manager = Engines.start().newBaseManager()) {
      metrics.add(
          manager.create(new float[][] {{90, 0}}), manager.create(new float[] {0}), -1.2e-7f);
      assertEquals("0.0000", "%.4f".formatted(metrics.result().loss()));
      metrics.add(
          manager.create(new float[][] {{90, 0}}), manager.create(new float[] {0}), Float.NaN);
      assertEquals(Double.NaN, metrics.result().loss());
    }
  }
}
