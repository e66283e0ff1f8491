package dev.highorder.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.training.dataset.Batch;
import dev.highorder.augmentation.Augmentation;
import dev.highorder.engine.Engines;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BatchQueueTest {

  private static final LabelledImages SHAPES = new DrawnShapes(1, 16).draw(ImageSplit.TRAIN, 70);

  private final NDManager manager = Engines.start().newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  private static ImageDataset dataset(long seed) {
    return ImageDataset.builder()
        .setImages(SHAPES)
        .setNormalisation(Normalisation.of(SHAPES))
        .optBatchSize(16)
        .optShuffle(seed)
        .optAugmentation(Augmentation.parseList("crop:2,flip,autoaugment,cutout:4"), seed)
        .build();
  }

  private List<float[]> queued(ImageDataset dataset, int epoch, int firstBatch) {
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

  /** A preview shows the very images of the epochs. */
  @Test
  void previewShowsWhatTheNetworkSees() {
    ImageDataset unshuffled =
        ImageDataset.builder()
            .setImages(SHAPES)
            .setNormalisation(Normalisation.none())
            .optBatchSize(70)
            .optAugmentation(List.of(Augmentation.autoAugment()), 5)
            .build();
    LabelledImages preview = unshuffled.preview(2);
    float[] secondEpoch = queued(unshuffled, 1, 0).get(0);

    assertEquals(30, preview.size(), "ten as they are, ten in each epoch");
    int index = SHAPES.roundRobin().toArray()[4];
    byte[] shown = preview.pixels(2 * 10 + 4);
    for (int i = 0; i < shown.length; i++) {
      assertEquals((shown[i] & 0xff) / 255f, secondEpoch[index * shown.length + i], 1e-6);
    }
    assertArrayEquals(SHAPES.pixels(index), preview.pixels(4));
  }

  /** The batch is as large as can be asked for: all images are in it. */
  @Test
  void servesOneHugeBatch() {
    ImageDataset dataset =
        ImageDataset.builder()
            .setImages(SHAPES)
            .setNormalisation(Normalisation.none())
            .optBatchSize(Integer.MAX_VALUE)
            .build();

    assertEquals(1, queued(dataset, 0, 0).size());
    assertEquals(70 * 3 * 16 * 16, queued(dataset, 0, 0).get(0).length);
  }

  /** As long as batches come faster than they are asked for, nobody waits. */
  @Test
  void tellsHowLongItsUserWaited() throws InterruptedException {
    try (BatchQueue queue = dataset(5).prefetch(manager, 0, 0)) {
      Thread.sleep(300);
      queue.next().close();
      assertTrue(queue.waited().toMillis() < 100, queue.waited().toString());
    }
  }

  @Test
  void imagesAreKnownByTheirSum() {
    LabelledImages again = new DrawnShapes(1, 16).draw(ImageSplit.TRAIN, 70);

    assertEquals(SHAPES.sha256(), again.sha256());
    assertNotEquals(SHAPES.sha256(), SHAPES.first(69).sha256());
    assertNotEquals(SHAPES.sha256(), new DrawnShapes(2, 16).draw(ImageSplit.TRAIN, 70).sha256());
  }
}
