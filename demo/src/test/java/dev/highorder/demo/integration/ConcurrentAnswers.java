package dev.highorder.demo.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.highorder.classifier.Prediction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.IntStream;

/** A check that a classifier answers many threads at a time as it answers one. */
final class ConcurrentAnswers {

  private static final int THREADS = 8;

  private ConcurrentAnswers() {}

  /** Asks everything by one thread, then in another order by each of several threads at once. */
  static <T> void requireSame(List<T> asked, Function<T, Prediction> classifier) throws Exception {
    List<Prediction> expected = asked.stream().map(classifier).toList();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Callable<Void>> work = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        List<Integer> order = new ArrayList<>(IntStream.range(0, asked.size()).boxed().toList());
        Collections.rotate(order, thread);
        work.add(
            () -> {
              for (int i : order) {
                assertEquals(expected.get(i), classifier.apply(asked.get(i)));
              }
              return null;
            });
      }
      for (Future<Void> answer : threads.invokeAll(work)) {
        answer.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
