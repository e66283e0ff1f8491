package dev.highorder.training.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.evaluation.Evaluation;
import dev.highorder.image.Normalisation;
import dev.highorder.input.ImageFormat;
import dev.highorder.recipe.TrainingRecipe;
import org.junit.jupiter.api.Test;

class TrainingStateTest {

  private static final EpochSoFar SO_FAR =
      new EpochSoFar(new Evaluation.RunningMetrics.Sums(4, 2, 3), 5, 1);

  private static TrainingState start(TrainingRecipe recipe) {
    return TrainingState.start(
        new Origin(
            recipe,
            new DataSetIdentity("colours", 4, "0"),
            new ImageFormat(3, 8, 8, Normalisation.none()),
            "MXNet"));
  }

  private static TrainingState afterEpoch(TrainingState state, double accuracy) {
    Evaluation evaluation = new Evaluation(4, 1, accuracy);
    return state.afterEpoch(
        new EpochResult(
            state.position().epoch() + 1,
            evaluation,
            evaluation,
            1,
            0.1f,
            new EpochResult.Resources(1, 0, 1, 1, 1)));
  }

  @Test
  void countsBatchesAndEpochs() {
    TrainingState state = start(TrainingRecipe.quick(2).build());
    assertEquals(0, state.position().begunEpochs());

    state = state.afterBatch(SO_FAR).afterBatch(SO_FAR);
    assertEquals(new Position(0, 2, 2), state.position());
    assertEquals(1, state.position().begunEpochs());
    assertEquals(new Evaluation(4, 0.5, 0.75), state.soFar().evaluation());

    state = afterEpoch(state, 0.5);
    assertEquals(new Position(1, 0, 2), state.position());
    assertEquals(1, state.position().begunEpochs());
    assertEquals(EpochSoFar.NOTHING, state.soFar());
    assertEquals(1, state.results().size());
    assertFalse(state.isComplete());
    assertTrue(afterEpoch(state, 0.5).isComplete());
  }

  /** Patience counts from the first of equally good epochs. */
  @Test
  void isCompleteWhenPatienceIsExhausted() {
    TrainingState state = start(TrainingRecipe.quick(99).optPatience(2).build());
    assertEquals(0, state.epochsSinceBest());
    state = afterEpoch(afterEpoch(state, 0.2), 0.7);
    assertEquals(0, state.epochsSinceBest());
    state = afterEpoch(state, 0.7);
    assertEquals(1, state.epochsSinceBest());
    assertFalse(state.isComplete());
    assertTrue(afterEpoch(state, 0.6).isComplete());
    assertFalse(afterEpoch(state, 0.8).isComplete());
  }

  @Test
  void refusesPositionsBeforeTheStart() {
    assertThrows(IllegalArgumentException.class, () -> new Position(0, -1, 0));
  }
}
