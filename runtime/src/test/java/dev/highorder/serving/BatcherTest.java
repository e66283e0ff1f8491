package dev.highorder.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.classifier.ClassProbability;
import dev.highorder.classifier.Prediction;
import dev.highorder.classifier.PreparedImage;
import dev.highorder.classifier.PreparedImages;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A batcher around a network that answers the number of each image, or waits until it may. */
@Timeout(60)
class BatcherTest {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  /** A network fails for images of this number. */
  private static final int BAD = 13;

  /** The numbers of the images of each batch. */
  private final List<List<Integer>> batches = new CopyOnWriteArrayList<>();

  private final CountDownLatch started = new CountDownLatch(1);
  private final CountDownLatch gate = new CountDownLatch(1);
  private final AtomicInteger places = new AtomicInteger();
  private final AtomicInteger ends = new AtomicInteger();
  private Batcher batcher;

  private Batcher start(int maxBatch, long maxDelayNanos) {
    batcher =
        new Batcher(
            "test batcher",
            this::compute,
            new Batcher.Rule(new BatchSizes(maxBatch), maxDelayNanos),
            new Notices(ServingObserver.NONE));
    return batcher;
  }

  @AfterEach
  void close() {
    gate.countDown();
    if (batcher != null) {
      batcher.close();
    }
  }

  private List<Prediction> compute(List<PreparedImage> images) {
    List<Integer> numbers =
        images.stream().map(image -> (int) PreparedImages.numbers(image)[0]).toList();
    batches.add(numbers);
    started.countDown();
    try {
      gate.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    if (numbers.contains(BAD)) {
      throw new OutOfMemoryError("of the test");
    }
    return numbers.stream().map(BatcherTest::prediction).toList();
  }

  private static Prediction prediction(int number) {
    return new Prediction(List.of(new ClassProbability("class " + number, 1)));
  }

  private Request add(int number) {
    places.incrementAndGet();
    Request request =
        new Request(
            new Request.Holdings() {
              @Override
              public void leaveQueue() {
                places.decrementAndGet();
              }

              @Override
              public void end() {
                ends.incrementAndGet();
              }
            },
            Runnable::run,
            new Notices(ServingObserver.NONE));
    batcher.add(request, PreparedImages.of(number));
    return request;
  }

  /** The first image does not wait; what comes meanwhile is computed in powers of two. */
  @Test
  void gathersWhileABatchIsComputed() throws Exception {
    start(4, 0);
    Request first = add(0);
    started.await();
    List<Request> others = List.of(add(1), add(2), add(3), add(4), add(5), add(6), add(7));
    gate.countDown();
    for (int i = 0; i < others.size(); i++) {
      assertEquals(prediction(i + 1), others.get(i).get());
    }
    assertEquals(prediction(0), first.get());
    assertEquals(
        List.of(List.of(0), List.of(1, 2, 3, 4), List.of(5, 6), List.of(7)), List.copyOf(batches));
    assertEquals(0, places.get());
    assertEquals(8, ends.get());
  }

  @Test
  void aFaultOfOneImageIsItsOwn() throws Exception {
    start(4, 0);
    Request first = add(0);
    started.await();
    List<Request> others = List.of(add(1), add(BAD), add(3), add(4));
    gate.countDown();
    assertEquals(prediction(0), first.get());
    assertEquals(prediction(1), others.get(0).get());
    assertEquals(prediction(3), others.get(2).get());
    assertEquals(prediction(4), others.get(3).get());
    ExecutionException thrown = assertThrows(ExecutionException.class, () -> others.get(1).get());
    assertInstanceOf(OutOfMemoryError.class, thrown.getCause());
    assertEquals(prediction(5), add(5).get(), "the thread lives on");
  }

  @Test
  void cancelledImagesAreNotComputed() throws Exception {
    start(4, 0);
    Request first = add(0);
    started.await();
    Request second = add(1);
    Request third = add(2);
    assertTrue(second.cancel(false));
    assertTrue(third.completeExceptionally(new IllegalArgumentException("enough")));
    assertEquals(0, places.get(), "their places are free at once");
    assertTrue(first.cancel(false), "while it is computed");
    gate.countDown();
    assertEquals(prediction(3), add(3).get());
    assertEquals(List.of(List.of(0), List.of(3)), List.copyOf(batches));
    assertThrows(CancellationException.class, first::get);
  }

  /** One that is cancelled before it is prepared never comes into the queue. */
  @Test
  void imagesMayBeCancelledBeforeTheyArePrepared() throws Exception {
    start(4, 0);
    gate.countDown();
    Request request =
        new Request(
            new Request.Holdings() {
              @Override
              public void leaveQueue() {}

              @Override
              public void end() {}
            },
            Runnable::run,
            new Notices(ServingObserver.NONE));
    request.cancel(false);
    batcher.add(request, PreparedImages.of(1));
    assertEquals(prediction(2), add(2).get());
    assertEquals(List.of(List.of(2)), List.copyOf(batches));
  }

  @Test
  void aDelayWaitsForAFullBatch() throws Exception {
    start(2, 3600 * SECOND);
    gate.countDown();
    Request first = add(1);
    assertThrows(TimeoutException.class, () -> first.get(50, TimeUnit.MILLISECONDS));
    Request second = add(2);
    assertEquals(prediction(1), first.get());
    assertEquals(prediction(2), second.get());
    assertEquals(List.of(List.of(1, 2)), List.copyOf(batches));
  }

  @Test
  void aDelayEnds() throws Exception {
    start(2, SECOND / 20);
    gate.countDown();
    long begin = System.nanoTime();
    assertEquals(prediction(1), add(1).get());
    assertTrue(System.nanoTime() - begin >= SECOND / 20);
  }

  @Test
  void closingAnswersWhatWaits() throws Exception {
    start(4, 3600 * SECOND);
    List<Request> waiting = List.of(add(1), add(2), add(3));
    gate.countDown();
    batcher.close();
    for (int i = 0; i < waiting.size(); i++) {
      assertTrue(waiting.get(i).isDone());
      assertEquals(prediction(i + 1), waiting.get(i).get());
    }
  }

  /** A program that forgets to close must still end. */
  @Test
  void theThreadIsADaemonWithAName() {
    start(1, 0);
    List<Thread> found =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().equals("test batcher"))
            .filter(Thread::isAlive)
            .toList();
    assertEquals(1, found.size());
    assertTrue(found.get(0).isDaemon());
    assertFalse(batcher.isCurrent());
  }

  /** By the definition of the sizes: powers of two below the largest, and that. */
  @Test
  void sizesArePowersOfTwo() {
    assertEquals(List.of(1), sizes(1));
    assertEquals(List.of(1, 2, 4, 8, 16), sizes(16));
    assertEquals(List.of(1, 2, 4, 6), sizes(6));
    BatchSizes sizes = new BatchSizes(6);
    for (int waiting = 1; waiting < 20; waiting++) {
      int fitting = sizes.fitting(waiting);
      assertTrue(fitting <= waiting && 2 * fitting >= Math.min(waiting, 6), "" + waiting);
    }
  }

  private static List<Integer> sizes(int max) {
    return IntStream.of(new BatchSizes(max).all()).boxed().toList();
  }
}
