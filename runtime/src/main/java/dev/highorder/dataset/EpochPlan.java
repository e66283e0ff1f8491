package dev.highorder.dataset;

import dev.highorder.augmentation.Augmentation;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * What an epoch consists of: which images each batch holds, and how each is changed. Batches can be
 * prepared in any order and by any thread; the result is the same.
 */
final class EpochPlan {

  private final LabelledImages images;
  private final Normalisation normalisation;
  private final ImageChanges changes;
  private final int epoch;
  private final int[] order;
  private final int end;
  private final int batchSize;

  /**
   * The numbers of a batch.
   *
   * @param pixels {@code (batch, 3, height, width)}
   * @param labels {@code (batch)}
   * @param indices the images' numbers in the set
   * @param end how many images of the epoch were served with it
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
  record Prepared(float[] pixels, float[] labels, List<Long> indices, int end) {}

  /**
   * The random changes of a data set's images.
   *
   * @param seed the same seed, epoch and image give the same change
   */
  record ImageChanges(List<Augmentation> steps, long seed) {

    static final ImageChanges NONE = new ImageChanges(List.of(), 0);

    byte[] apply(LabelledImages images, int index, int[] fill, int epoch) {
      byte[] pixels = images.sharedPixels(index);
      if (steps.isEmpty()) {
        return pixels;
      }
      // The complement keeps these numbers apart from those of the order, which has the same seed.
      Random random = RandomStream.of(~seed, (long) epoch * images.size() + index);
      for (Augmentation step : steps) {
        pixels = step.apply(pixels, images.height(), images.width(), fill, random);
      }
      return pixels;
    }
  }

  EpochPlan(
      LabelledImages images,
      Normalisation normalisation,
      ImageChanges changes,
      int epoch,
      int[] order,
      int end,
      int batchSize) {
    this.images = images;
    this.normalisation = normalisation;
    this.changes = changes;
    this.epoch = epoch;
    this.order = order;
    this.end = end;
    this.batchSize = batchSize;
  }

  LabelledImages images() {
    return images;
  }

  /** The images that are served in all. */
  int end() {
    return end;
  }

  int batches() {
    return (end - 1) / batchSize + 1; // a sum could overflow
  }

  int largestBatch() {
    return Math.min(batchSize, end);
  }

  /** Prepares a batch, counted from 0. */
  Prepared prepare(int number) {
    int from = number * batchSize;
    int to = Math.min(end, from + batchSize);
    int length = 3 * images.height() * images.width();
    float[] pixels = new float[(to - from) * length];
    float[] labels = new float[to - from];
    int[] fill = normalisation.neutralPixel();
    for (int i = from; i < to; i++) {
      byte[] image = changes.apply(images, order[i], fill, epoch);
      normalisation.apply(image, pixels, (i - from) * length);
      labels[i - from] = images.label(order[i]);
    }
    List<Long> indices = Arrays.stream(order, from, to).mapToObj(i -> (long) i).toList();
    return new Prepared(pixels, labels, indices, to);
  }
}
