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
import java.util.function.BiConsumer;

/**
 * The loss and accuracy of a network on a data set.
 *
 * @param examples the number of examples
 * @param loss the mean cross entropy in nats
 * @param accuracy the fraction of examples whose most probable class is right, from 0 to 1
 */
public record Evaluation(
    @SerializedName(
            value = "examples",
            alternate = {"images", "pictures"})
        int examples,
    double loss,
    double accuracy) {

  /**
   * Evaluates a network on a data set, batch by batch. The network is not changed.
   *
   * @param network a block from a batch of examples, such as {@code (batch, 3, height, width)}, to
   *     logits {@code (batch, classes)}
   * @param manager the manager of the network's parameters
   * @param dataset the examples and their classes
   */
  public static Evaluation of(Block network, NDManager manager, ExampleDataset dataset) {
    return of(network, manager, new ParameterStore(manager, false), dataset, (batch, logits) -> {});
  }

  /**
   * Evaluates a network with other values of its parameters, such as averages.
   *
   * @param network a block from {@code (batch, 3, height, width)} to logits {@code (batch,
   *     classes)}
   * @param manager the manager of the network's parameters
   * @param parameters the store of the parameters' values
   * @param dataset the examples and their classes
   * @param watcher called with each batch and its logits before they are closed
   */
  public static Evaluation of(
      Block network,
      NDManager manager,
      ParameterStore parameters,
      ExampleDataset dataset,
      BiConsumer<Batch, NDList> watcher) {
    return new Evaluator(network, manager).evaluate(parameters, dataset, watcher);
  }

  /** Running sums of loss and right predictions over batches. */
  public static final class RunningMetrics {

    private final Loss crossEntropy = Loss.softmaxCrossEntropyLoss();
    private int examples;
    private double loss;
    private long right;

    /**
     * The sums as values, from which metrics can be continued exactly.
     *
     * @param examples the number of examples
     * @param loss the sum of their cross entropies in nats
     * @param right the number of examples whose most probable class is right
     */
    public record Sums(
        @SerializedName(
                value = "examples",
                alternate = {"images", "pictures"})
            int examples,
        double loss,
        long right) {

      /** The sums over no examples. */
      public static final Sums NONE = new Sums(0, 0, 0);
    }

    /** Starts with no examples. */
    public RunningMetrics() {}

    /** Continues from earlier sums. */
    public RunningMetrics(Sums sums) {
      examples = sums.examples();
      loss = sums.loss();
      right = sums.right();
    }

    /** Returns the sums so far. */
    public Sums sums() {
      return new Sums(examples, loss, right);
    }

    /**
     * Adds a batch and computes its loss.
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
     * @param batchLoss the mean cross entropy of the batch in nats
     */
    public void add(NDArray logits, NDArray labels, float batchLoss) {
      int size = Math.toIntExact(labels.size());
      try (NDArray predicted = logits.argMax(1);
          NDArray classes = predicted.toType(DataType.INT64, false);
          NDArray actual = labels.toType(DataType.INT64, false);
          NDArray equal = classes.eq(actual);
          NDArray count = equal.countNonzero()) {
        right += count.toType(DataType.INT64, false).getLong();
      }
      loss += Math.max(0.0, batchLoss) * size; // rounding may leave a little less than 0; NaN stays
      examples += size;
    }

    /** Returns the result so far; all zeros for no examples. */
    public Evaluation result() {
      int n = Math.max(1, examples);
      return new Evaluation(examples, loss / n, (double) right / n);
    }
  }
}
