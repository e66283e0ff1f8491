package dev.highorder.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DecodingBudgetTest {

  /** The smallest heap leaves room for one image of the largest size. */
  private final DecodingBudget budget = new DecodingBudget(1);

  @Test
  void smallAndMediumImagesDoNotWaitForLargeOnes() {
    budget.take(ImageFile.MAX_PIXELS);
    budget.take(DecodingBudget.MAX_MEDIUM);
    for (int i = 0; i < 100; i++) {
      budget.take(DecodingBudget.MAX_SMALL);
    }
  }

  @Test
  void aLargeImageWaitsUntilThereIsRoom() throws InterruptedException {
    budget.take(ImageFile.MAX_PIXELS);
    CountDownLatch done = new CountDownLatch(1);
    Thread other =
        new Thread(
            () -> {
              budget.take(ImageFile.MAX_PIXELS);
              budget.giveBack(ImageFile.MAX_PIXELS);
              done.countDown();
            });
    other.start();
    while (other.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    other.interrupt();
    budget.giveBack(ImageFile.MAX_PIXELS);
    done.await();
    assertFalse(Thread.interrupted());
  }

  @Test
  void tablesCountAsPixelsOfTheSameMemory() {
    assertEquals(100, DecodingBudget.room(100, 0));
    assertEquals(1_000_000, DecodingBudget.room(100, 12_000_000));
    assertEquals(2_000_000, DecodingBudget.room(2_000_000, 12_000_000));
    assertEquals(ImageFile.MAX_PIXELS, DecodingBudget.room(100, Long.MAX_VALUE));
  }

  @Test
  void aLargeHeapHasRoomForSeveral() {
    DecodingBudget large = new DecodingBudget(Long.MAX_VALUE);
    for (int i = 0; i < 10; i++) {
      large.take(ImageFile.MAX_PIXELS);
      large.take(DecodingBudget.MAX_MEDIUM);
    }
  }
}
