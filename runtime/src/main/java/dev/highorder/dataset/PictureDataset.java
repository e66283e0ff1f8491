package dev.highorder.dataset;

import ai.djl.ndarray.NDManager;
import ai.djl.training.dataset.Batch;
import ai.djl.training.dataset.Dataset;
import ai.djl.util.Progress;
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
  private final int batchSize;
  private final boolean dropLast;
  private final AtomicInteger nextEpoch = new AtomicInteger();

  private PictureDataset(Builder builder) {
    pictures = Objects.requireNonNull(builder.pictures, "setPictures is required");
    normalisation = Objects.requireNonNull(builder.normalisation, "setNormalisation is required");
    order = builder.order;
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
    if (epoch < 0 || firstBatch < 0 || firstBatch > batchesPerEpoch()) {
      throw new IllegalArgumentException(
          String.format(
              "%s: batch %d of epoch %d, but epochs count from 0 and have %d batches",
              pictures.description(), firstBatch, epoch, batchesPerEpoch()));
    }
    Objects.requireNonNull(manager, "manager");
    int served = Math.min(pictures.size(), batchesPerEpoch() * batchSize);
    return () ->
        new PictureBatches(
            pictures,
            normalisation,
            order.of(epoch, pictures.size()),
            served,
            batchSize,
            firstBatch,
            manager);
  }

  /** Collects what a {@link PictureDataset} is made of. */
  public static final class Builder {

    private LabelledPictures pictures;
    private Normalisation normalisation;
    private EpochOrder order = EpochOrder.sequential();
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
