package dev.highorder.training.callback;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.highorder.network.ParameterCopies;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BestWeightsTest {

  private final FakeRun run = new FakeRun();
  private final BestWeights best = new BestWeights();

  @AfterEach
  void close() {
    run.close();
  }

  private void epoch(float weights, double accuracy) {
    run.setWeights(weights);
    best.onEpochEnd(run, run.endEpoch(accuracy));
  }

  @Test
  void areThoseOfTheFirstOfEquallyGoodEpochs() {
    best.create(run);
    epoch(1, 0.5);
    epoch(2, 0.7);
    epoch(3, 0.7);
    epoch(4, 0.6);
    assertEquals(List.of(4f), FakeRun.distinct(run.weights()));

    best.onEnd(run);

    assertEquals(List.of(2f), FakeRun.distinct(run.weights()));
  }

  /** An epoch without a single right answer is the best so far, too. */
  @Test
  void mayBeThoseOfAnAccuracyOfZero() {
    best.create(run);
    epoch(1, 0);

    best.onEnd(run);

    assertEquals(List.of(1f), FakeRun.distinct(run.weights()));
  }

  @Test
  void areTheEvaluatedOnes() {
    ParameterCopies averages = run.copyWeights();
    averages.byName().values().forEach(array -> FakeRun.fill(array, 9));
    run.evaluateWith(averages);
    best.create(run);
    epoch(1, 0.5);

    best.onEnd(run);

    assertEquals(List.of(9f), FakeRun.distinct(run.weights()));
  }
}
