package dev.highorder.training;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class DivergenceCheckTest {

  private final DivergenceCheck check = new DivergenceCheck(TrainingRecipe.ofPaper(1), 10);

  @Test
  void stopsAtALossThatIsNoNumber() {
    check.check(2.3f, 1, 1);

    String message =
        assertThrows(DivergedException.class, () -> check.check(Float.NaN, 1, 2)).getMessage();

    assertTrue(message.contains("the loss is NaN in epoch 1, batch 2"), message);
    assertTrue(message.contains("the batch before had 2.3"), message);
    assertTrue(message.contains("The learning rate is 0.1; try 0.033"), message);
  }

  @Test
  void stopsWhenTheLossHasGrownForAWhile() {
    for (int batch = 1; batch <= 50; batch++) {
      check.check(0.5f, 1, batch);
    }

    String message =
        assertThrows(
                DivergedException.class,
                () -> {
                  for (int batch = 51; batch <= 100; batch++) {
                    check.check(20, 1, batch);
                  }
                })
            .getMessage();

    assertTrue(message.contains("has grown to") && message.contains("from 0.5"), message);
  }

  @Test
  void bearsOneBadBatchAndAHighStart() {
    check.check(1e5f, 1, 1);
    for (int batch = 2; batch <= 200; batch++) {
      check.check(batch == 150 ? 20f : 0.4f, 1, batch);
    }
  }
}
