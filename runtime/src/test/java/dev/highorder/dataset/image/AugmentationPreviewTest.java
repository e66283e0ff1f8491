package dev.highorder.dataset.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDManager;
import ai.djl.training.dataset.Batch;
import dev.highorder.augmentation.Augmentation;
import dev.highorder.dataset.BatchQueue;
import dev.highorder.dataset.ExampleDataset;
import dev.highorder.engine.Engines;
import dev.highorder.image.Normalisation;
import java.util.List;
import org.junit.jupiter.api.Test;

class AugmentationPreviewTest {

  private static final LabelledImages IMAGES = SampleImages.noise(70, 16, 1);
  private static final List<Augmentation> AUGMENTATION = List.of(Augmentation.autoAugment());

  /** A preview shows the images that the batches of the epochs hold, up to the fill colour. */
  @Test
  void showsWhatTheNetworkSees() {
    Normalisation measured = IMAGES.normalisation();
    LabelledImages preview = AugmentationPreview.of(IMAGES, AUGMENTATION, 5, 2);
    float[] secondEpoch = batch(measured);

    assertEquals(30, preview.size(), "ten as they are, ten in each epoch");
    int index = IMAGES.roundRobin().toArray()[4];
    byte[] shown = preview.pixels(2 * 10 + 4);
    int plane = 16 * 16;
    for (int i = 0; i < shown.length; i++) {
      float mean = measured.mean().get(i / plane);
      float std = measured.std().get(i / plane);
      float expected = ((shown[i] & 0xff) / 255f - mean) / std;
      assertEquals(expected, secondEpoch[index * shown.length + i], 1e-5);
    }
    assertArrayEquals(IMAGES.pixels(index), preview.pixels(4));
  }

  /** Returns all examples of epoch 1, unshuffled. */
  private static float[] batch(Normalisation normalisation) {
    ExampleDataset unshuffled =
        ExampleDataset.builder()
            .setExamples(IMAGES)
            .setFormat(IMAGES.format(normalisation))
            .optBatchSize(70)
            .optAugmentation(AUGMENTATION, 5)
            .build();
    try (NDManager manager = Engines.start().newBaseManager();
        BatchQueue queue = unshuffled.prefetch(manager, 1, 0);
        Batch batch = queue.next()) {
      return batch.getData().head().toFloatArray();
    }
  }
}
