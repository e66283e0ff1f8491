package dev.highorder.dataset.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ai.djl.ndarray.NDManager;
import ai.djl.training.dataset.Batch;
import dev.highorder.augmentation.Augmentation;
import dev.highorder.dataset.BatchQueue;
import dev.highorder.dataset.ExampleDataset;
import dev.highorder.engine.Engines;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ImageEncoderTest {

  private static final LabelledImages IMAGES = SampleImages.noise(70, 16, 1);

  private final NDManager manager = Engines.start().newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  private static ExampleDataset dataset(long seed) {
    return ExampleDataset.builder()
        .setExamples(IMAGES)
        .setFormat(IMAGES.measuredFormat())
        .optBatchSize(16)
        .optShuffle(seed)
        .optAugmentation(Augmentation.parseList("crop:2,flip,autoaugment,cutout:4"), seed)
        .build();
  }

  private List<float[]> queued(long seed, int epoch, int firstBatch) {
    List<float[]> batches = new ArrayList<>();
    try (BatchQueue queue = dataset(seed).prefetch(manager, epoch, firstBatch)) {
      while (queue.hasNext()) {
        batches.add(pixels(queue.next()));
      }
    }
    return batches;
  }

  private static float[] pixels(Batch batch) {
    try (batch) {
      return batch.getData().head().toFloatArray();
    }
  }

  /** Augmentation must not depend on the thread, nor on the images before. */
  @Test
  void givesTheBatchesOfOneThread() {
    List<float[]> plain = new ArrayList<>();
    dataset(5).batches(manager, 3, 0).forEach(batch -> plain.add(pixels(batch)));

    assertArrayEquals(plain.toArray(), queued(5, 3, 0).toArray());
    assertArrayEquals(plain.subList(2, 5).toArray(), queued(5, 3, 2).toArray());
  }

  @Test
  void eachEpochAndSeedHasOtherChanges() {
    float[] first = queued(5, 0, 0).get(0);

    assertFalse(Arrays.equals(first, queued(5, 1, 0).get(0)));
    assertFalse(Arrays.equals(first, queued(6, 0, 0).get(0)));
  }
}
