package dev.highorder.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.training.dataset.Batch;
import dev.highorder.augmentation.Augmentation;
import dev.highorder.dataset.image.LabelledImages;
import dev.highorder.engine.Engines;
import dev.highorder.image.Normalisation;
import dev.highorder.shapes.DrawnShapes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BatchQueueTest {

  private static final LabelledImages SHAPES = new DrawnShapes(1, 16).draw(DataSplit.TRAIN, 70);

  private final NDManager manager = Engines.start().newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  private static ExampleDataset dataset(long seed) {
    return ExampleDataset.builder()
        .setExamples(SHAPES)
        .setFormat(SHAPES.measuredFormat())
        .optBatchSize(16)
        .optShuffle(seed)
        .optAugmentation(Augmentation.parseList("crop:2,flip,autoaugment,cutout:4"), seed)
        .build();
  }

  private List<float[]> queued(ExampleDataset dataset, int epoch, int firstBatch) {
    List<float[]> batches = new ArrayList<>();
    try (BatchQueue queue = dataset.prefetch(manager, epoch, firstBatch)) {
      while (queue.hasNext()) {
        batches.add(pixels(queue.next()));
      }
      assertThrows(NoSuchElementException.class, queue::next);
    }
    return batches;
  }

  private static float[] pixels(Batch batch) {
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

  /** Threads must not decide what a network sees. */
  @Test
  void givesWhatOneThreadGives() {
    List<float[]> plain = new ArrayList<>();
    dataset(5).batches(manager, 3, 0).forEach(batch -> plain.add(pixels(batch)));

    assertEquals(5, plain.size());
    assertSame(plain, queued(dataset(5), 3, 0));
    assertSame(plain.subList(2, 5), queued(dataset(5), 3, 2));
  }

  @Test
  void eachEpochAndSeedSeesOtherChanges() {
    float[] first = queued(dataset(5), 0, 0).get(0);

    assertFalse(Arrays.equals(first, queued(dataset(5), 1, 0).get(0)));
    assertFalse(Arrays.equals(first, queued(dataset(6), 0, 0).get(0)));
  }

  /** The batch is as large as can be asked for: all images are in it. */
  @Test
  void servesOneHugeBatch() {
    ExampleDataset dataset =
        ExampleDataset.builder()
            .setExamples(SHAPES)
            .setFormat(SHAPES.format(Normalisation.none()))
            .optBatchSize(Integer.MAX_VALUE)
            .build();

    assertEquals(1, queued(dataset, 0, 0).size());
    assertEquals(70 * 3 * 16 * 16, queued(dataset, 0, 0).get(0).length);
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
