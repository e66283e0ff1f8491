package dev.highorder.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.training.dataset.Batch;
import dev.highorder.engine.Engines;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BatchQueueTest {

  private static final ExampleSet EXAMPLES = new NumberedExamples(70, true);

  private final NDManager manager = Engines.start().newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  private static ExampleDataset dataset(long seed) {
    return ExampleDataset.builder()
        .setExamples(EXAMPLES)
        .setFormat(NumberedExamples.FORMAT)
        .optBatchSize(16)
        .optShuffle(seed)
        .build();
  }

  private List<float[]> queued(ExampleDataset dataset, int epoch, int firstBatch) {
    List<float[]> batches = new ArrayList<>();
    try (BatchQueue queue = dataset.prefetch(manager, epoch, firstBatch)) {
      while (queue.hasNext()) {
        batches.add(values(queue.next()));
      }
      assertThrows(NoSuchElementException.class, queue::next);
    }
    return batches;
  }

  private static float[] values(Batch batch) {
    try (batch) {
      return batch.getData().head().toFloatArray();
    }
  }

  private static void assertSame(List<float[]> expected, List<float[]> actual) {
    assertEquals(expected.size(), actual.size());
    for (int i = 0; i < expected.size(); i++) {
      assertArrayEquals(expected.get(i), actual.get(i), "batch " + i);
    }
  }

  /** The batches must not depend on the threads. */
  @Test
  void givesTheBatchesOfOneThread() {
    List<float[]> plain = new ArrayList<>();
    dataset(5).batches(manager, 3, 0).forEach(batch -> plain.add(values(batch)));

    assertEquals(5, plain.size());
    assertSame(plain, queued(dataset(5), 3, 0));
    assertSame(plain.subList(2, 5), queued(dataset(5), 3, 2));
  }

  @Test
  void encodesEachExampleForItsEpoch() {
    try (BatchQueue queue = dataset(5).prefetch(manager, 3, 0);
        Batch batch = queue.next()) {
      for (int i = 0; i < 16; i++) {
        int index = ((Number) batch.getIndices().get(i)).intValue();
        assertArrayEquals(
            NumberedExamples.expected(index, 3), batch.getData().head().get(i).toFloatArray());
      }
    }
  }

  /** A batch of the largest possible size holds the whole set. */
  @Test
  void givesOneHugeBatch() {
    ExampleDataset dataset =
        ExampleDataset.builder()
            .setExamples(EXAMPLES)
            .setFormat(NumberedExamples.FORMAT)
            .optBatchSize(Integer.MAX_VALUE)
            .build();

    assertEquals(1, queued(dataset, 0, 0).size());
    assertEquals(70 * NumberedExamples.LENGTH, queued(dataset, 0, 0).get(0).length);
  }

  @Test
  void anInterruptDoesNotEndTheWait() {
    try (BatchQueue queue = dataset(5).prefetch(manager, 0, 0)) {
      Thread.currentThread().interrupt();
      queue.next().close();
      assertTrue(Thread.interrupted(), "the flag is kept");
    }
  }

  /** As long as batches come faster than they are asked for, there is no waiting. */
  @Test
  void measuresHowLongItsUserWaited() throws InterruptedException {
    try (BatchQueue queue = dataset(5).prefetch(manager, 0, 0)) {
      Thread.sleep(300);
      queue.next().close();
      assertTrue(queue.waited().toMillis() < 100, queue.waited().toString());
    }
  }
}
