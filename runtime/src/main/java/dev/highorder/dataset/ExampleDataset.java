package dev.highorder.dataset;

import ai.djl.ndarray.NDManager;
import ai.djl.training.dataset.Batch;
import ai.djl.training.dataset.Dataset;
import ai.djl.util.Progress;
import dev.highorder.augmentation.Augmentation;
import dev.highorder.input.InputFormat;
import dev.highorder.text.ForeignText;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Labelled examples as a DJL data set.
 *
 * <p>A batch holds the examples as float32 {@code (batch, shape of the format)} and the labels as
 * float32 {@code (batch)}. It owns its arrays: close it when it is no longer needed.
 *
 * <p>The order of an epoch depends on the seed and the number of the epoch alone, so that a resumed
 * training can continue in the middle of any epoch: {@link #batches(NDManager, int, int)}.
 */
public final class ExampleDataset implements Dataset {

  private final ExampleSet examples;
  private final InputFormat format;
  private final ExampleEncoder encoder;
  private final EpochOrder order;
  private final int batchSize;
  private final boolean dropsLast;
  private final AtomicInteger nextEpoch = new AtomicInteger();

  private ExampleDataset(Builder builder) {
    examples = Objects.requireNonNull(builder.examples, "setExamples is required");
    format = Objects.requireNonNull(builder.format, "setFormat is required");
    encoder = examples.encoder(format, builder.augmentation, builder.augmentationSeed);
    order = builder.order;
    batchSize = builder.batchSize;
    dropsLast = builder.dropsLast;
    if (batchesPerEpoch() == 0) {
      throw new IllegalArgumentException(
          "%s: %s examples make no full batch of %s. Choose a smaller batch size, or keep the last batch."
              .formatted(ForeignText.show(examples.description()), examples.size(), batchSize));
    }
  }

  /** Returns a builder; the examples and their format are required. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the number of examples of a batch; the last batch of an epoch may have fewer. */
  public int batchSize() {
    return batchSize;
  }

  /** Returns the examples that the batches are made of. */
  public ExampleSet examples() {
    return examples;
  }

  /** Returns the format of an example in a batch. */
  public InputFormat format() {
    return format;
  }

  /** Returns the number of batches of an epoch, at least 1. */
  public int batchesPerEpoch() {
    int full = examples.size() / batchSize;
    return dropsLast || examples.size() % batchSize == 0 ? full : full + 1;
  }

  /** Does nothing: a set is ready when it exists. */
  @Override
  public void prepare(Progress progress) {}

  /**
   * Returns the batches of the next epoch: the first call gives epoch 0, the second epoch 1, and so
   * on.
   *
   * @param manager the parent of each batch's own manager
   * @return the batches, in the order of that epoch whenever they are iterated over
   */
  @Override
  public Iterable<Batch> getData(NDManager manager) {
    return batches(manager, nextEpoch.getAndIncrement(), 0);
  }

  /**
   * Returns the batches of a given epoch, without reading those before it.
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
    return () -> new Batches(plan, firstBatch, manager);
  }

  /**
   * Returns the same batches, prepared by other threads while the caller works.
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
          "%s has no batch %s of epoch %s. Epochs count from 0 and have %s batches."
              .formatted(
                  ForeignText.show(examples.description()), firstBatch, epoch, batchesPerEpoch()));
    }
  }

  private EpochPlan plan(int epoch) {
    return new EpochPlan(
        examples,
        format.shape(),
        encoder,
        epoch,
        order.of(epoch, examples.size()),
        Math.min(examples.size(), batchesPerEpoch() * batchSize),
        batchSize);
  }

  /** A builder of {@link ExampleDataset}; {@code set} values are required. */
  public static final class Builder {

    private ExampleSet examples;
    private InputFormat format;
    private EpochOrder order = EpochOrder.sequential();
    private List<Augmentation> augmentation = List.of();
    private long augmentationSeed;
    private int batchSize = 128;
    private boolean dropsLast;

    private Builder() {}

    /** Sets the examples. Required. */
    public Builder setExamples(ExampleSet examples) {
      this.examples = Objects.requireNonNull(examples, "examples");
      return this;
    }

    /**
     * Sets the format of an example in a batch. Required. Training, validation and test sets share
     * the one that was measured on the training set.
     */
    public Builder setFormat(InputFormat format) {
      this.format = Objects.requireNonNull(format, "format");
      return this;
    }

    /**
     * Sets the number of examples of a batch. Default: 128.
     *
     * @param batchSize at least 1
     * @throws IllegalArgumentException if it is below 1
     */
    public Builder optBatchSize(int batchSize) {
      if (batchSize < 1) {
        throw new IllegalArgumentException(
            "The batch size is %s. Give at least 1.".formatted(batchSize));
      }
      this.batchSize = batchSize;
      return this;
    }

    /**
     * Sets that each epoch is read in another order. Default: every epoch in the order of the set.
     *
     * @param seed the same seed gives the same orders
     */
    public Builder optShuffle(long seed) {
      order = EpochOrder.shuffled(seed);
      return this;
    }

    /**
     * Sets that each epoch is read in another order and has the same number of examples of each
     * class. Its size stays that of the set. Call it after {@link #setExamples}.
     *
     * @param seed the same seed gives the same orders
     */
    public Builder optBalancedShuffle(long seed) {
      ExampleSet set = Objects.requireNonNull(examples, "setExamples is required");
      order = EpochOrder.balanced(seed, IntStream.range(0, set.size()).map(set::label).toArray());
      return this;
    }

    /**
     * Sets random changes of every example, drawn anew in each epoch. Default: none.
     *
     * @param augmentation the changes, in this order
     * @param seed the same seed, epoch and example give the same change
     */
    public Builder optAugmentation(List<Augmentation> augmentation, long seed) {
      this.augmentation = List.copyOf(augmentation);
      augmentationSeed = seed;
      return this;
    }

    /**
     * Sets whether the last batch of an epoch is left out if it is smaller. Default: false.
     *
     * @param dropsLast true for full batches only
     */
    public Builder optDropLast(boolean dropsLast) {
      this.dropsLast = dropsLast;
      return this;
    }

    /**
     * Builds the data set.
     *
     * @return the data set, before its first epoch
     * @throws NullPointerException if the examples or the format are missing
     * @throws IllegalArgumentException if the examples cannot be brought into the format, the
     *     augmentation does not apply to them, or dropping the last batch leaves none
     */
    public ExampleDataset build() {
      return new ExampleDataset(this);
    }
  }
}
