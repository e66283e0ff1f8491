package dev.highorder.serving;

import ai.djl.engine.Engine;
import dev.highorder.classifier.ImageClassifier;
import dev.highorder.engine.Engines;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A process with one carrier thread, in which many virtual threads wait for answers. It prints how
 * many of them waited at the same time, and how many were answered.
 */
final class ManyVirtualThreads {

  private static final int THREADS = 200;

  private ManyVirtualThreads() {}

  /**
   * Runs the threads.
   *
   * @param args a folder
   */
  public static void main(String[] args) throws Exception {
    Method start = Thread.class.getMethod("startVirtualThread", Runnable.class); // since Java 21
    Path directory = SavedShapes.save(Path.of(args[0]).resolve("classifier"));
    Engine engine = Engines.start();
    CountDownLatch end = new CountDownLatch(1);
    AtomicInteger answers = new AtomicInteger();
    try (ServedClassifier served =
        ServedClassifier.builder().serve(ImageClassifier.load(directory))) {
      Thread busy = new Thread(() -> Engines.backend(engine).run(() -> await(end)));
      busy.start();
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        Runnable call = () -> classify(served, answers);
        threads.add((Thread) start.invoke(null, call));
      }
      int most = 0;
      for (int i = 0; i < 1000 && most < THREADS - 32; i++) {
        most = Math.max(most, served.health().waiting());
        Thread.sleep(10);
      }
      end.countDown();
      for (Thread thread : threads) {
        thread.join();
      }
      System.out.println("RESULT " + most + " " + answers);
    }
  }

  private static void await(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void classify(ServedClassifier served, AtomicInteger answers) {
    try {
      served.classify(SavedShapes.IMAGES.image(0));
      answers.incrementAndGet();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
