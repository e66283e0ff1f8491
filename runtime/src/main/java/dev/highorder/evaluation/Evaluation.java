package dev.highorder.evaluation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.training.dataset.Batch;
import ai.djl.training.loss.Loss;
import com.google.gson.annotations.SerializedName;
import dev.highorder.dataset.ExampleDataset;
import dev.highorder.engine.Engines;
import java.util.function.BiConsumer;

/**
 * The result of a network on a set of images.
 *
 * @param images how many images were looked at
 * @param loss the mean cross entropy, in nats
 * @param accuracy the share of images whose most probable class is right, from 0 to 1
 */
public record Evaluation(
    @SerializedName(value = "images", alternate = "pictures") int images,
    double loss,
    double accuracy) {

  /**
   * Runs a network over a data set, batch by batch, without changing it.
   *
   * @param network from {@code (batch, 3, height, width)} to logits {@code (batch, classes)}
   * @param manager what the network's parameters belong to
   * @param dataset the examples
   */
  public static Evaluation of(Block network, NDManager manager, ExampleDataset dataset) {
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
      ExampleDataset dataset,
      BiConsumer<Batch, NDList> watcher) {
    RunningMetrics metrics = new RunningMetrics();
    String engine = manager.getEngine().getEngineName();
    try (NDManager scope = manager.newSubManager()) {
      for (Batch batch : dataset.batches(scope, 0, 0)) {
        Engines.inTurn(engine, () -> metrics.addBatch(network, parameters, batch, watcher));
      }
    }
    return metrics.result();
  }

  /** A running sum over batches. */
  public static final class RunningMetrics {

    private final Loss crossEntropy = Loss.softmaxCrossEntropyLoss();
    private int images;
    private double loss;
    private long right;

    /**
     * The sums themselves, from which a metrics goes on exactly.
     *
     * @param images how many images were counted
     * @param loss the sum of their losses
     * @param right how many were named rightly
     */
    public record Sums(
        @SerializedName(value = "images", alternate = "pictures") int images,
        double loss,
        long right) {

      /** The sums over no image. */
      public static final Sums NONE = new Sums(0, 0, 0);
    }

    /** Starts with no image. */
    public RunningMetrics() {}

    /** Goes on from earlier sums. */
    public RunningMetrics(Sums sums) {
      images = sums.images();
      loss = sums.loss();
      right = sums.right();
    }

    /** Returns the sums so far. */
    public Sums sums() {
      return new Sums(images, loss, right);
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
      images += size;
    }

    /** Returns the result so far; of no images, zeros. */
    public Evaluation result() {
      int n = Math.max(1, images);
      return new Evaluation(images, loss / n, (double) right / n);
    }
  }
}
