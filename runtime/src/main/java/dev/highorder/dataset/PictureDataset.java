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
 * Labelled pictures as a DJL data set.
 *
 * <p>A batch holds the pictures as float32 {@code (batch, 3, height, width)}, normalised, and the
 * labels as float32 {@code (batch)}. It owns its arrays: close it when it is no longer needed.
 *
 * <p>The order of an epoch depends on the seed and the number of the epoch alone, so that a resumed
 * training can go on in the middle of any epoch: {@link #batches(NDManager, int, int)}.
 */
public final class PictureDataset implements Dataset {

  private final LabelledPictures pictures;
  private final Normalisation normalisation;
  private final EpochOrder order;
  private final EpochPlan.PictureChanges changes;
  private final int batchSize;
  private final boolean dropLast;
  private final AtomicInteger nextEpoch = new AtomicInteger();

  private PictureDataset(Builder builder) {
    pictures = Objects.requireNonNull(builder.pictures, "setPictures is required");
    normalisation = Objects.requireNonNull(builder.normalisation, "setNormalisation is required");
    order = builder.order;
    changes = builder.changes;
    batchSize = builder.batchSize;
    dropLast = builder.dropLast;
    if (batchesPerEpoch() == 0) {
      throw new IllegalArgumentException(
          String.format(
              "%s: %d pictures make no full batch of %d, choose a smaller batch or keep the last",
              pictures.description(), pictures.size(), batchSize));
    }
  }

  /** Starts a data set; its pictures and normalisation are required. */
  public static Builder builder() {
    return new Builder();
  }

  /** The number of pictures of a batch; the last batch of an epoch may have fewer. */
  public int batchSize() {
    return batchSize;
  }

  /** The pictures that the batches are made of. */
  public LabelledPictures pictures() {
    return pictures;
  }

  /** The normalisation of the batches. */
  public Normalisation normalisation() {
    return normalisation;
  }

  /** The number of batches of an epoch, at least 1. */
  public int batchesPerEpoch() {
    int full = pictures.size() / batchSize;
    return dropLast || pictures.size() % batchSize == 0 ? full : full + 1;
  }

  /** Does nothing: the pictures are in memory already. */
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
    return () -> new PictureBatches(plan, firstBatch, manager);
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
              pictures.description(), firstBatch, epoch, batchesPerEpoch()));
    }
  }

  private EpochPlan plan(int epoch) {
    return new EpochPlan(
        pictures,
        normalisation,
        changes,
        epoch,
        order.of(epoch, pictures.size()),
        Math.min(pictures.size(), batchesPerEpoch() * batchSize),
        batchSize);
  }

  /**
   * A picture of each class as it is, and then as it is seen in each of the first epochs, to be
   * drawn with as many columns as there are classes.
   *
   * @param epochs at least 1
   */
  public LabelledPictures preview(int epochs) {
    int columns = Math.min(pictures.size(), pictures.classes().size());
    int[] shown = pictures.roundRobin().limit(columns).toArray();
    int[] fill = normalisation.neutralPixel();
    List<byte[]> pixels = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (int row = 0; row <= epochs; row++) {
      for (int index : shown) {
        pixels.add(
            row == 0 ? pictures.pixels(index) : changes.apply(pictures, index, fill, row - 1));
        labels.add(pictures.label(index));
      }
    }
    return LabelledPictures.of(
        pictures.description() + ", as seen in " + epochs + " epochs",
        pictures.classes(),
        pictures.height(),
        pictures.width(),
        pixels,
        labels.stream().mapToInt(Integer::intValue).toArray());
  }

  /** Collects what a {@link PictureDataset} is made of. */
  public static final class Builder {

    private LabelledPictures pictures;
    private Normalisation normalisation;
    private EpochOrder order = EpochOrder.sequential();
    private EpochPlan.PictureChanges changes = EpochPlan.PictureChanges.NONE;
    private int batchSize = 128;
    private boolean dropLast;

    private Builder() {}

    /**
     * Sets the pictures. Required.
     *
     * @param pictures the pictures to read
     * @return this builder
     */
    public Builder setPictures(LabelledPictures pictures) {
      this.pictures = Objects.requireNonNull(pictures, "pictures");
      return this;
    }

    /**
     * Sets the normalisation, which for training and test pictures is that of the training set.
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
     * Sets the number of pictures of a batch. Default: 128.
     *
     * @param batchSize at least 1
     * @return this builder
     * @throws IllegalArgumentException if it is below 1
     */
    public Builder optBatchSize(int batchSize) {
      if (batchSize < 1) {
        throw new IllegalArgumentException(
            "a batch of " + batchSize + " pictures: give at least 1");
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
     * Changes every picture at random, in each epoch anew. Default: no change.
     *
     * @param steps the changes, in this order
     * @param seed the same seed, epoch and picture give the same change
     * @return this builder
     */
    public Builder optAugmentation(List<Augmentation> steps, long seed) {
      changes = new EpochPlan.PictureChanges(List.copyOf(steps), seed);
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
     * @throws NullPointerException if the pictures or the normalisation are missing
     * @throws IllegalArgumentException if dropping the last batch leaves none
     */
    public PictureDataset build() {
      return new PictureDataset(this);
    }
  }
}
