package dev.highorder.training.callback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MovingAverageTest {

  private final FakeRun run = new FakeRun();
  private final MovingAverage average = new MovingAverage(0.2f);

  @AfterEach
  void close() {
    run.close();
  }

  /** With weights 1 and then 2, 3, 4, and d = min(0.2, (1 + step) / (10 + step)). */
  @Test
  void isEvaluatedInPlaceOfTheWeightsAndLeftInTheNetwork() {
    run.setWeights(1);
    average.create(run);
    double expected = 1;
    for (int step = 1; step <= 3; step++) {
      run.setWeights(step + 1);
      average.afterUpdate(run, run.batch(1));
      run.step();
      double d = Math.min(0.2, (1.0 + step) / (10.0 + step));
      expected = d * expected + (1 - d) * (step + 1);
    }

    assertSame(average.tensors(), run.evaluatedWeights());
    assertEquals(
        List.of(4f), FakeRun.distinct(run.weights()), "learning continues from the weights");
    List<Float> averaged = FakeRun.distinct(average.tensors());
    assertEquals(1, averaged.size());
    assertEquals(expected, averaged.get(0), 1e-6);

    average.onEnd(run);

    assertEquals(averaged, FakeRun.distinct(run.weights()));
  }
}
