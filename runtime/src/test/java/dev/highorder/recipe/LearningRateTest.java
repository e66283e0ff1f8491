package dev.highorder.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class LearningRateTest {

  /** The published schedule: 0.1, and a tenth of it after 100, 150, 200 and 230 of 260 epochs. */
  @Test
  void paperFallsAtItsMilestones() {
    LearningRate rate = TrainingRecipe.paper(260).build().learningRate();

    assertEquals(0.1f, rate.at(0, 391, 260));
    assertEquals(0.1f, rate.at(100 * 391 - 1, 391, 260));
    assertEquals(1e-2f, rate.at(100 * 391, 391, 260), 1e-9);
    assertEquals(1e-3f, rate.at(150 * 391, 391, 260), 1e-10);
    assertEquals(1e-4f, rate.at(200 * 391, 391, 260), 1e-11);
    assertEquals(1e-4f, rate.at(230 * 391 - 1, 391, 260), 1e-11);
    assertEquals(1e-5f, rate.at(230 * 391, 391, 260), 1e-12);
  }

  @Test
  void shorterTrainingsMoveTheMilestones() {
    assertEquals(
        List.of(10, 15, 20, 23), TrainingRecipe.paper(26).build().learningRate().milestones());
    assertEquals(List.of(1, 2), TrainingRecipe.paper(2).build().learningRate().milestones());
  }

  @Test
  void warmUpRisesLinearly() {
    LearningRate rate = LearningRate.constant(0.5f).withWarmUp(2);

    for (int step = 0; step < 20; step++) {
      assertEquals(0.5 * (step + 1) / 21, rate.at(step, 10, 5), 1e-7);
    }
    assertEquals(0.5f, rate.at(20, 10, 5));
  }

  @Test
  void cosineFallsToAHundredthAfterTheWarmUp() {
    LearningRate rate = LearningRate.cosine(1).withWarmUp(1);

    assertEquals(1f, rate.at(10, 10, 5));
    assertEquals(0.01 + 0.99 / 2, rate.at(30, 10, 5), 1e-6, "half-way");
    assertEquals(0.01 + 0.99 * (2 + Math.sqrt(2)) / 4, rate.at(20, 10, 5), 1e-6, "45 degrees");
    assertEquals(0.01f, rate.at(50, 10, 5), 1e-6);
    assertEquals(0.01f, rate.at(500, 10, 5), 1e-6, "and stays there");
  }

  @Test
  void refusesValuesOutOfRange() {
    assertRefused("learning rate", () -> LearningRate.constant(0));
    assertRefused("learning rate", () -> LearningRate.constant(Float.NaN));
    assertRefused("learning rate", () -> LearningRate.constant(Float.POSITIVE_INFINITY));
    assertRefused("learning rate", () -> LearningRate.constant(1e-40f));
    assertRefused("learning rate", () -> LearningRate.constant(Float.MIN_VALUE));
    assertRefused("milestones", () -> LearningRate.steps(0.1f, 0.1f, List.of(3, 3)));
    assertRefused("milestones", () -> LearningRate.steps(0.1f, 0.1f, List.of(0)));
    assertRefused("factor", () -> LearningRate.steps(0.1f, 0, List.of(3)));
    assertRefused("warm-up", () -> LearningRate.constant(1).withWarmUp(-1));
  }

  /** MXNet fails on a subnormal rate, which a schedule may reach from any base. */
  @Test
  void noRateIsSubnormal() {
    LearningRate rate = LearningRate.cosine(Float.MIN_NORMAL).withWarmUp(1);

    assertEquals(0f, rate.at(0, 10, 5));
    assertEquals(Float.MIN_NORMAL, rate.at(10, 10, 5));
    assertEquals(0f, rate.at(50, 10, 5));
  }

  private static void assertRefused(String name, Runnable work) {
    String message = assertThrows(IllegalArgumentException.class, work::run).getMessage();
    assertTrue(message.startsWith("The " + name), message);
  }
}
