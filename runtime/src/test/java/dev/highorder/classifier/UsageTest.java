package dev.highorder.classifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class UsageTest {

  private final AtomicInteger freed = new AtomicInteger();
  private final Usage usage = new Usage(freed::incrementAndGet);

  @Test
  void isFreedOnceAndRefusesThen() {
    assertEquals(1, usage.during(() -> 1));
    usage.close(true);
    usage.close(true);

    assertEquals(1, freed.get());
    String message =
        assertThrows(IllegalStateException.class, () -> usage.during(() -> 1)).getMessage();
    assertTrue(message.contains("closed"), message);
  }

  @Test
  void closingWaitsForUsers() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicBoolean wasFreedBefore = new AtomicBoolean();
    Thread user =
        new Thread(
            () ->
                usage.during(
                    () -> {
                      begun.countDown();
                      await(goOn);
                      wasFreedBefore.set(freed.get() > 0);
                      return 0;
                    }));
    user.start();
    begun.await();
    Thread closer = new Thread(() -> usage.close(true));
    closer.start();
    closer.join(100);
    assertTrue(closer.isAlive(), "it waits");
    assertThrows(IllegalStateException.class, () -> usage.during(() -> 1));
    goOn.countDown();
    closer.join();

    assertEquals(1, freed.get());
    assertFalse(wasFreedBefore.get());
  }

  /** Otherwise it would wait for itself. */
  @Test
  void aUserThatClosesDoesNotWait() {
    int whileUsed =
        usage.during(
            () -> {
              usage.close(true);
              return freed.get();
            });

    assertEquals(0, whileUsed);
    assertEquals(1, freed.get());
  }

  /** The engine's thread, on which users depend. */
  @Test
  void aThreadThatMayNotWaitDoesNot() throws InterruptedException {
    usage.during(
        () -> {
          Thread engine = new Thread(() -> usage.close(false));
          engine.start();
          join(engine);
          assertEquals(0, freed.get());
          return 0;
        });

    assertEquals(1, freed.get());
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
