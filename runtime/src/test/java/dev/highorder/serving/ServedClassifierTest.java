package dev.highorder.serving;

import static dev.highorder.serving.SavedShapes.IMAGES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import dev.highorder.classifier.ClassProbability;
import dev.highorder.classifier.ImageClassifier;
import dev.highorder.classifier.Prediction;
import dev.highorder.engine.Engines;
import dev.highorder.image.BadImageException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The answers to many callers are those of a classifier that one thread calls. */
@Timeout(120)
class ServedClassifierTest {

  private static final int COUNT = 20;

  @TempDir static Path folder;
  private static Path directory;
  private static List<Prediction> expected;

  private final Counts counts = new Counts();

  @BeforeAll
  static void save() throws IOException {
    directory = SavedShapes.save(folder.resolve("classifier"));
    try (ImageClassifier classifier = ImageClassifier.load(directory)) {
      expected =
          IntStream.range(0, COUNT).mapToObj(i -> classifier.classify(IMAGES.image(i))).toList();
    }
  }

  private ServedClassifier serve(int maxBatch, int maxQueue) throws IOException {
    return ServedClassifier.builder()
        .optMaxBatch(maxBatch)
        .optMaxQueue(maxQueue)
        .optObserver(counts)
        .serve(ImageClassifier.load(directory));
  }

  private static void assertAnswer(int image, Prediction answer) {
    for (ClassProbability one : expected.get(image).classes()) {
      assertEquals(one.probability(), answer.probability(one.name()), 1e-5);
    }
  }

  private static byte[] png(int image) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(IMAGES.image(image), "png", bytes);
    return bytes.toByteArray();
  }

  /** Keeps the engine's thread busy until the latch is down. */
  private static CountDownLatch occupy() throws InterruptedException {
    Engine engine = Engines.start();
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    Thread thread =
        new Thread(
            () ->
                Engines.backend(engine)
                    .run(
                        () -> {
                          begun.countDown();
                          try {
                            end.await();
                          } catch (InterruptedException e) {
                            throw new AssertionError(e);
                          }
                        }));
    thread.setDaemon(true);
    thread.start();
    begun.await();
    return end;
  }

  /** Waits until an image is taken from the queue, for a batch that the busy engine delays. */
  private static void awaitEmpty(ServedClassifier served) throws InterruptedException {
    while (served.health().waiting() > 0) {
      Thread.sleep(1);
    }
  }

  @Test
  void manyThreadsGetTheAnswersOfOne() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(16);
    try (ServedClassifier served = serve(8, 64)) {
      List<Future<Prediction>> answers = new ArrayList<>();
      for (int i = 0; i < 20 * COUNT; i++) {
        BufferedImage image = IMAGES.image(i % COUNT);
        answers.add(pool.submit(() -> served.classify(image)));
      }
      for (int i = 0; i < answers.size(); i++) {
        assertAnswer(i % COUNT, answers.get(i).get());
      }
    } finally {
      pool.shutdownNow();
    }
    assertEquals(20 * COUNT, counts.answered.get());
    assertEquals(20 * COUNT, counts.executed.get());
    assertTrue(counts.largest.get() > 1, "some were computed together");
    assertTrue(counts.executions.get() < counts.executed.get());
  }

  @Test
  void imagesMayComeAsFilesAndBytes() throws Exception {
    Path file = Files.write(folder.resolve("one.png"), png(1));
    try (ServedClassifier served = serve(2, 4)) {
      assertAnswer(0, served.classify(png(0)));
      assertAnswer(1, served.classify(file));
      assertAnswer(0, served.submit(png(0)).get());
      assertAnswer(1, served.submit(file).get());
      assertAnswer(2, served.submit(IMAGES.image(2)).get());
      assertThrows(BadImageException.class, () -> served.classify(new byte[3]));
      CompletableFuture<Prediction> bad = served.submit(new byte[3]);
      assertInstanceOf(
          BadImageException.class, assertThrows(ExecutionException.class, bad::get).getCause());
      assertEquals(2, counts.failed.get());
      assertEquals(0, served.health().waiting(), "their places are free");
      assertTrue(served.health().isUp(), "the network is not at fault");
    }
  }

  /** The list is longer than the queue, and never has more of it than twice a batch. */
  @Test
  void longListsAreDivided() throws Exception {
    List<BufferedImage> images =
        IntStream.range(0, 15 * COUNT).mapToObj(i -> IMAGES.image(i % COUNT)).toList();
    try (ServedClassifier served = serve(4, 5)) {
      List<Prediction> answers = served.classifyAll(images);
      assertEquals(images.size(), answers.size());
      for (int i = 0; i < answers.size(); i++) {
        assertAnswer(i % COUNT, answers.get(i));
      }
      assertEquals(List.of(), served.classifyAll(List.of()));
    }
    assertEquals(4, counts.largest.get());
  }

  @Test
  void aFullQueueRefusesAtOnce() throws Exception {
    try (ServedClassifier served = serve(1, 3)) {
      CountDownLatch end = occupy();
      List<CompletableFuture<Prediction>> accepted = new ArrayList<>();
      accepted.add(served.submit(IMAGES.image(0)));
      awaitEmpty(served);
      for (int i = 1; i <= 3; i++) {
        accepted.add(served.submit(IMAGES.image(i)));
      }
      assertThrows(QueueFullException.class, () -> served.classify(IMAGES.image(4)));
      assertThrows(QueueFullException.class, () -> served.submit(new byte[0]));
      assertThrows(QueueFullException.class, () -> served.classifyAll(List.of(IMAGES.image(4))));
      assertEquals(3, counts.refused.get());
      assertTrue(served.health().isUp(), "busy is not ill");

      assertTrue(accepted.remove(2).cancel(false));
      accepted.add(served.submit(IMAGES.image(3))); // in the place of the one that was cancelled
      end.countDown();
      assertAnswer(0, accepted.get(0).get());
      assertAnswer(1, accepted.get(1).get());
      assertAnswer(3, accepted.get(2).get());
      assertAnswer(3, accepted.get(3).get());
      assertEquals(4, counts.executed.get(), "the cancelled one was not computed");
    }
  }

  @Test
  void deadlinesHoldWhileTheEngineIsBusy() throws Exception {
    try (ServedClassifier served = serve(1, 8)) {
      CountDownLatch end = occupy();
      CompletableFuture<Prediction> first = served.submit(IMAGES.image(0));
      awaitEmpty(served);
      Requests soon = served.within(Duration.ofMillis(20));
      assertThrows(DeadlineExceededException.class, () -> soon.classify(IMAGES.image(1)));
      CompletableFuture<Prediction> late = soon.submit(IMAGES.image(1));
      assertInstanceOf(
          DeadlineExceededException.class,
          assertThrows(ExecutionException.class, late::get).getCause());
      CompletableFuture<Prediction> patient =
          served.submit(IMAGES.image(2)).orTimeout(20, TimeUnit.MILLISECONDS);
      assertThrows(ExecutionException.class, patient::get);
      end.countDown();
      assertAnswer(0, first.get());
      assertAnswer(3, served.within(Duration.ofDays(1)).classify(IMAGES.image(3)));
      assertAnswer(3, served.within(Duration.ofSeconds(Long.MAX_VALUE)).classify(IMAGES.image(3)));
      assertEquals(3, counts.expired.get());
      assertEquals(3, counts.executed.get(), "what is over is not computed");
    }
  }

  @Test
  void anInterruptEndsTheWait() throws Exception {
    try (ServedClassifier served = serve(1, 8)) {
      CountDownLatch end = occupy();
      CompletableFuture<Prediction> first = served.submit(IMAGES.image(0));
      awaitEmpty(served);
      CompletableFuture<Throwable> thrown = new CompletableFuture<>();
      Thread caller =
          new Thread(
              () -> {
                try {
                  served.classifyAll(List.of(IMAGES.image(1), IMAGES.image(2)));
                } catch (Throwable e) {
                  thrown.complete(e);
                }
              });
      caller.start();
      while (served.health().waiting() < 2) {
        Thread.sleep(1);
      }
      caller.interrupt();
      assertInstanceOf(InterruptedException.class, thrown.get());
      assertEquals(0, served.health().waiting());
      end.countDown();
      assertAnswer(0, first.get());
    }
    assertEquals(1, counts.executed.get());
    assertEquals(2, counts.cancelled.get());
  }

  @Test
  void closingAnswersWhatWasAccepted() throws Exception {
    ServedClassifier served = serve(4, 64);
    List<CompletableFuture<Prediction>> accepted =
        IntStream.range(0, COUNT).mapToObj(i -> served.submit(IMAGES.image(i))).toList();
    served.close();
    for (int i = 0; i < COUNT; i++) {
      assertAnswer(i, accepted.get(i).get());
    }
    assertThrows(IllegalStateException.class, () -> served.classify(IMAGES.image(0)));
    assertThrows(IllegalStateException.class, () -> served.submit(IMAGES.image(0)));
    assertEquals(Health.Status.CLOSED, served.health().status());
    served.close();
  }

  /** Code that depends on an answer may close the server, on a pool or on the thread itself. */
  @Test
  void whatDependsOnAnAnswerMayClose() throws Exception {
    ServedClassifier pooled = serve(4, 64);
    pooled.submit(IMAGES.image(0)).thenRun(pooled::close).get();
    ServedClassifier direct =
        ServedClassifier.builder()
            .optExecutor(Runnable::run)
            .serve(ImageClassifier.load(directory));
    CountDownLatch end = occupy();
    CompletableFuture<Void> closed = direct.submit(IMAGES.image(0)).thenRun(direct::close);
    end.countDown();
    closed.get();
    assertEquals(Health.Status.CLOSED, direct.health().status());
  }

  /** The thread that computes would wait for itself for ever. */
  @Test
  void theThreadThatComputesDoesNotWaitForItself() throws Exception {
    try (ServedClassifier served =
        ServedClassifier.builder()
            .optExecutor(Runnable::run)
            .serve(ImageClassifier.load(directory))) {
      CountDownLatch end = occupy();
      CompletableFuture<Prediction> second =
          served
              .submit(IMAGES.image(0))
              .thenApply(
                  answer -> {
                    try {
                      return served.classify(IMAGES.image(1));
                    } catch (InterruptedException e) {
                      throw new AssertionError(e);
                    }
                  });
      end.countDown();
      assertInstanceOf(
          IllegalStateException.class,
          assertThrows(ExecutionException.class, second::get).getCause());
    }
  }

  @Test
  void anObserverThatFailsDisturbsNobody() throws Exception {
    ServingObserver broken =
        new ServingObserver() {
          @Override
          public void answered() {
            throw new IllegalArgumentException("of the test");
          }

          @Override
          public void executed(int images, long nanos) {
            throw new IllegalArgumentException("of the test");
          }
        };
    try (ServedClassifier served =
        ServedClassifier.builder().optObserver(broken).serve(ImageClassifier.load(directory))) {
      assertAnswer(0, served.classify(IMAGES.image(0)));
    }
  }

  /** While one network has much to do, the other one still gets its turns. */
  @Test
  void networksTakeTurns() throws Exception {
    List<BufferedImage> many =
        IntStream.range(0, 100 * COUNT).mapToObj(i -> IMAGES.image(i % COUNT)).toList();
    try (ServedClassifier busy = serve(1, 8);
        ServedClassifier other = ServedClassifier.load(directory)) {
      CompletableFuture<Integer> answers =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return busy.classifyAll(many).size();
                } catch (InterruptedException e) {
                  throw new AssertionError(e);
                }
              });
      while (counts.executions.get() == 0) {
        Thread.sleep(1);
      }
      for (int i = 0; i < COUNT; i++) {
        int before = counts.executions.get();
        assertAnswer(i, other.classify(IMAGES.image(i)));
        int between = counts.executions.get() - before;
        assertTrue(between < 50, "it waited for " + between);
      }
      assertFalse(answers.isDone(), "the busy one was busy all the time");
      assertEquals(many.size(), answers.get());
    }
  }

  @Test
  void settingsAreChecked() {
    ServedClassifierBuilder builder = ServedClassifier.builder();
    assertThrows(IllegalArgumentException.class, () -> builder.optMaxBatch(0));
    assertThrows(IllegalArgumentException.class, () -> builder.optMaxBatch(1025));
    assertThrows(IllegalArgumentException.class, () -> builder.optMaxQueue(0));
    assertThrows(IllegalArgumentException.class, () -> builder.optMaxDelay(Duration.ofNanos(-1)));
    assertThrows(IllegalArgumentException.class, () -> builder.optDeadline(Duration.ofNanos(-1)));
  }
}
