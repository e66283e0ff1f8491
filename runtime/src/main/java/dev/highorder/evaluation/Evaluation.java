package dev.highorder.evaluation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.training.dataset.Batch;
import ai.djl.training.loss.Loss;
import dev.highorder.dataset.PictureDataset;
import dev.highorder.engine.Engines;
import java.util.function.BiConsumer;

/**
 * The result of a network on a set of pictures.
 *
 * @param pictures how many pictures were looked at
 * @param loss the mean cross entropy, in nats
 * @param accuracy the share of pictures whose most probable class is right, from 0 to 1
 */
public record Evaluation(int pictures, double loss, double accuracy) {

  /**
   * Runs a network over a data set, batch by batch, without changing it.
   *
   * @param network from {@code (batch, 3, height, width)} to logits {@code (batch, classes)}
   * @param manager what the network's parameters belong to
   * @param dataset the pictures
   */
  public static Evaluation of(Block network, NDManager manager, PictureDataset dataset) {
    return of(network, manager, new ParameterStore(manager, false), dataset, (batch, logits) -> {});
  }

  /**
   * The same with parameters that are not the network's own, such as averaged ones.
   *
   * @param parameters where the values of the parameters are
   * @param watcher is shown each batch with its logits before they are closed
   */
  public static Evaluation of(
      Block network,
      NDManager manager,
      ParameterStore parameters,
      PictureDataset dataset,
      BiConsumer<Batch, NDList> watcher) {
    Tally tally = new Tally();
    String engine = manager.getEngine().getEngineName();
    try (NDManager scope = manager.newSubManager()) {
      for (Batch batch : dataset.batches(scope, 0, 0)) {
        Engines.inTurn(engine, () -> tally.addBatch(network, parameters, batch, watcher));
      }
    }
    return tally.result();
  }

  /** A running sum over batches. */
  public static final class Tally {

    private final Loss crossEntropy = Loss.softmaxCrossEntropyLoss();
    private int pictures;
    private double loss;
    private long right;

    /**
     * The sums themselves, from which a tally goes on exactly.
     *
     * @param pictures how many pictures were counted
     * @param loss the sum of their losses
     * @param right how many were named rightly
     */
    public record Sums(int pictures, double loss, long right) {

      /** The sums over no picture. */
      public static final Sums NONE = new Sums(0, 0, 0);
    }

    /** Starts with no picture. */
    public Tally() {}

    /** Goes on from earlier sums. */
    public Tally(Sums sums) {
      pictures = sums.pictures();
      loss = sums.loss();
      right = sums.right();
    }

    /** Returns the sums so far. */
    public Sums sums() {
      return new Sums(pictures, loss, right);
    }

    private void addBatch(
        Block network, ParameterStore parameters, Batch batch, BiConsumer<Batch, NDList> watcher) {
      try (batch) {
        NDList logits = network.forward(parameters, batch.getData(), false);
        add(logits.singletonOrThrow(), batch.getLabels().singletonOrThrow());
        watcher.accept(batch, logits);
      }
    }

    /**
     * Adds a batch.
     *
     * @param logits {@code (batch, classes)}
     * @param labels {@code (batch)}
     */
    public void add(NDArray logits, NDArray labels) {
      try (NDArray batchLoss = crossEntropy.evaluate(new NDList(labels), new NDList(logits))) {
        add(logits, labels, batchLoss.toType(DataType.FLOAT32, false).getFloat());
      }
    }

    /**
     * Adds a batch whose loss is known.
     *
     * @param logits {@code (batch, classes)}
     * @param labels {@code (batch)}
     * @param batchLoss the batch's mean cross entropy
     */
    public void add(NDArray logits, NDArray labels, float batchLoss) {
      int size = Math.toIntExact(labels.size());
      try (NDArray predicted = logits.argMax(1);
          NDArray classes = predicted.toType(DataType.INT64, false);
          NDArray wanted = labels.toType(DataType.INT64, false);
          NDArray equal = classes.eq(wanted);
          NDArray count = equal.countNonzero()) {
        right += count.toType(DataType.INT64, false).getLong();
      }
      loss += (double) batchLoss * size;
      pictures += size;
    }

    /** Returns the result so far; of no pictures, zeros. */
    public Evaluation result() {
      int n = Math.max(1, pictures);
      return new Evaluation(pictures, loss / n, (double) right / n);
    }
  }
}
