package dev.highorder.dataset;

import ai.djl.ndarray.NDManager;
import ai.djl.training.dataset.Batch;
import ai.djl.training.dataset.Dataset;
import ai.djl.util.Progress;
import dev.highorder.augmentation.Augmentation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Labelled images as a DJL data set.
 *
 * <p>A batch holds the images as float32 {@code (batch, 3, height, width)}, normalised, and the
 * labels as float32 {@code (batch)}. It owns its arrays: close it when it is no longer needed.
 *
 * <p>The order of an epoch depends on the seed and the number of the epoch alone, so that a resumed
 * training can go on in the middle of any epoch: {@link #batches(NDManager, int, int)}.
 */
public final class ImageDataset implements Dataset {

  private final LabelledImages images;
  private final Normalisation normalisation;
  private final EpochOrder order;
  private final EpochPlan.ImageChanges changes;
  private final int batchSize;
  private final boolean dropLast;
  private final AtomicInteger nextEpoch = new AtomicInteger();

  private ImageDataset(Builder builder) {
    images = Objects.requireNonNull(builder.images, "setImages is required");
    normalisation = Objects.requireNonNull(builder.normalisation, "setNormalisation is required");
    order = builder.order;
    changes = builder.changes;
    batchSize = builder.batchSize;
    dropLast = builder.dropLast;
    if (batchesPerEpoch() == 0) {
      throw new IllegalArgumentException(
          String.format(
              "%s: %d images make no full batch of %d, choose a smaller batch or keep the last",
              images.description(), images.size(), batchSize));
    }
  }

  /** Starts a data set; its images and normalisation are required. */
  public static Builder builder() {
    return new Builder();
  }

  /** The number of images of a batch; the last batch of an epoch may have fewer. */
  public int batchSize() {
    return batchSize;
  }

  /** The images that the batches are made of. */
  public LabelledImages images() {
    return images;
  }

  /** The normalisation of the batches. */
  public Normalisation normalisation() {
    return normalisation;
  }

  /** The number of batches of an epoch, at least 1. */
  public int batchesPerEpoch() {
    int full = images.size() / batchSize;
    return dropLast || images.size() % batchSize == 0 ? full : full + 1;
  }

  /** Does nothing: the images are in memory already. */
  @Override
  public void prepare(Progress progress) {}

  /**
   * The batches of the next epoch: the first call gives epoch 0, the second epoch 1, and so on.
   *
   * @param manager the parent of each batch's own manager
   * @return the batches, in the order of that epoch whenever they are iterated over
   */
  @Override
  public Iterable<Batch> getData(NDManager manager) {
    return batches(manager, nextEpoch.getAndIncrement(), 0);
  }

  /**
   * The batches of a given epoch, without reading those before it.
   *
   * @param manager the parent of each batch's own manager
   * @param epoch the number of the epoch, from 0
   * @param firstBatch how many batches to leave out at the start, 0 to {@link #batchesPerEpoch()}
   * @return the batches from that one on
   * @throws IllegalArgumentException if {@code epoch} or {@code firstBatch} is out of range
   */
  public Iterable<Batch> batches(NDManager manager, int epoch, int firstBatch) {
    requireInRange(epoch, firstBatch);
    Objects.requireNonNull(manager, "manager");
    EpochPlan plan = plan(epoch);
    return () -> new ImageBatches(plan, firstBatch, manager);
  }

  /**
   * The same batches, prepared by other threads while the caller works.
   *
   * @param manager the parent of each batch's own manager
   * @param epoch the number of the epoch, from 0
   * @param firstBatch how many batches to leave out at the start, 0 to {@link #batchesPerEpoch()}
   * @return the batches from that one on; close it
   * @throws IllegalArgumentException if {@code epoch} or {@code firstBatch} is out of range
   */
  public BatchQueue prefetch(NDManager manager, int epoch, int firstBatch) {
    requireInRange(epoch, firstBatch);
    return new BatchQueue(plan(epoch), firstBatch, Objects.requireNonNull(manager, "manager"));
  }

  private void requireInRange(int epoch, int firstBatch) {
    if (epoch < 0 || firstBatch < 0 || firstBatch > batchesPerEpoch()) {
      throw new IllegalArgumentException(
          String.format(
              "%s: batch %d of epoch %d, but epochs count from 0 and have %d batches",
              images.description(), firstBatch, epoch, batchesPerEpoch()));
    }
  }

  private EpochPlan plan(int epoch) {
    return new EpochPlan(
        images,
        normalisation,
        changes,
        epoch,
        order.of(epoch, images.size()),
        Math.min(images.size(), batchesPerEpoch() * batchSize),
        batchSize);
  }

  /**
   * An image of each class as it is, and then as it is seen in each of the first epochs, to be
   * drawn with as many columns as there are classes.
   *
   * @param epochs at least 1
   */
  public LabelledImages preview(int epochs) {
    int columns = Math.min(images.size(), images.classes().size());
    int[] shown = images.roundRobin().limit(columns).toArray();
    int[] fill = normalisation.neutralPixel();
    List<byte[]> pixels = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (int row = 0; row <= epochs; row++) {
      for (int index : shown) {
        pixels.add(row == 0 ? images.pixels(index) : changes.apply(images, index, fill, row - 1));
        labels.add(images.label(index));
      }
    }
    return LabelledImages.of(
        images.description() + ", as seen in " + epochs + " epochs",
        images.classes(),
        images.height(),
        images.width(),
        pixels,
        labels.stream().mapToInt(Integer::intValue).toArray());
  }

  /** Collects what a {@link ImageDataset} is made of. */
  public static final class Builder {

    private LabelledImages images;
    private Normalisation normalisation;
    private EpochOrder order = EpochOrder.sequential();
    private EpochPlan.ImageChanges changes = EpochPlan.ImageChanges.NONE;
    private int batchSize = 128;
    private boolean dropLast;

    private Builder() {}

    /**
     * Sets the images. Required.
     *
     * @param images the images to read
     * @return this builder
     */
    public Builder setImages(LabelledImages images) {
      this.images = Objects.requireNonNull(images, "images");
      return this;
    }

    /**
     * Sets the normalisation, which for training and test images is that of the training set.
     * Required.
     *
     * @param normalisation the shift and scale of the pixels
     * @return this builder
     */
    public Builder setNormalisation(Normalisation normalisation) {
      this.normalisation = Objects.requireNonNull(normalisation, "normalisation");
      return this;
    }

    /**
     * Sets the number of images of a batch. Default: 128.
     *
     * @param batchSize at least 1
     * @return this builder
     * @throws IllegalArgumentException if it is below 1
     */
    public Builder optBatchSize(int batchSize) {
      if (batchSize < 1) {
        throw new IllegalArgumentException("a batch of " + batchSize + " images: give at least 1");
      }
      this.batchSize = batchSize;
      return this;
    }

    /**
     * Reads each epoch in another order. Default: every epoch in the order of the set.
     *
     * @param seed the same seed gives the same orders
     * @return this builder
     */
    public Builder optShuffle(long seed) {
      order = EpochOrder.shuffled(seed);
      return this;
    }

    /**
     * Changes every image at random, in each epoch anew. Default: no change.
     *
     * @param steps the changes, in this order
     * @param seed the same seed, epoch and image give the same change
     * @return this builder
     */
    public Builder optAugmentation(List<Augmentation> steps, long seed) {
      changes = new EpochPlan.ImageChanges(List.copyOf(steps), seed);
      return this;
    }

    /**
     * Says whether to leave out the last batch of an epoch if it is smaller. Default: false.
     *
     * @param dropLast true to see full batches only
     * @return this builder
     */
    public Builder optDropLast(boolean dropLast) {
      this.dropLast = dropLast;
      return this;
    }

    /**
     * Makes the data set.
     *
     * @return the data set, before its first epoch
     * @throws NullPointerException if the images or the normalisation are missing
     * @throws IllegalArgumentException if dropping the last batch leaves none
     */
    public ImageDataset build() {
      return new ImageDataset(this);
    }
  }
}
