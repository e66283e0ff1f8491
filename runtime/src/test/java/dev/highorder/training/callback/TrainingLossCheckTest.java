package dev.highorder.training.callback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.evaluation.Evaluation;
import dev.highorder.training.state.EpochResult;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class TrainingLossCheckTest {

  private static List<EpochResult> epochs(double... losses) {
    return DoubleStream.of(losses).mapToObj(loss -> epoch(loss, loss)).toList();
  }

  private static EpochResult epoch(double training, double validation) {
    return new EpochResult(
        1,
        new Evaluation(90, training, 0.1),
        new Evaluation(90, validation, 0.1),
        1,
        0.1f,
        new EpochResult.Resources(1, 0, 1, 1, 1));
  }

  @Test
  void seesALossThatStaysHigh() {
    assertTrue(TrainingLossCheck.isFarAboveGuessing(epoch(26.9, 546), 10));
    assertFalse(TrainingLossCheck.check(epochs(32.7, 27), 0, 10).isPresent(), "too early");
    assertEquals(
        "is 27.0 after 27.5, and guessing has 2.30",
        TrainingLossCheck.check(epochs(32.7, 27.5, 27), 0, 10).orElseThrow());
  }

  @Test
  void acceptsALossThatFallsOrIsInTheWarmUp() {
    assertFalse(TrainingLossCheck.check(epochs(32.7, 27.5, 20), 0, 10).isPresent());
    assertFalse(TrainingLossCheck.check(epochs(32.7, 27.5, 27), 1, 10).isPresent());
    assertFalse(TrainingLossCheck.check(epochs(32.7), Integer.MAX_VALUE, 10).isPresent());
    assertFalse(TrainingLossCheck.check(epochs(27, 5, 5), 0, 10).isPresent());
  }

  @Test
  void seesAnEvaluationThatIsMuchWorse() {
    assertTrue(ValidationCheck.isFarAboveTraining(epoch(26.9, 546), 10));
    assertTrue(ValidationCheck.isFarAboveTraining(epoch(9.8, 155), 10));
    assertFalse(ValidationCheck.isFarAboveTraining(epoch(0.001, 8), 10), "it overfits");
  }
}
