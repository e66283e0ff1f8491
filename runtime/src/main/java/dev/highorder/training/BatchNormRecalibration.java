package dev.highorder.training;

import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.training.dataset.Batch;
import dev.highorder.backend.Backend;
import dev.highorder.dataset.BatchQueue;
import dev.highorder.dataset.ExampleDataset;
import dev.highorder.dataset.ExampleSet;
import dev.highorder.engine.Engines;
import dev.highorder.input.InputFormat;

/**
 * A new estimate of the running means and variances of batch normalisations, as a network needs it
 * whose wiring was changed after it was trained. Nothing that is learned changes.
 *
 * <p>Each statistic becomes the mean of the statistics of the batches, all of which count alike, as
 * with PyTorch's {@code update_bn}. The variance of a batch is the engine's: MXNet divides by the
 * number of values, PyTorch by one less. Examples are not augmented.
 *
 * @param examples the largest number of training examples that are used, at least 1; they make full
 *     batches, and the rest is left out
 * @param batchSize the number of examples of a batch, at least 1; a smaller set is one batch
 * @param seed chooses the examples, and the random numbers of dropout
 */
public record BatchNormRecalibration(int examples, int batchSize, long seed) {

  /** The number of examples that estimate the statistics well enough in most cases. */
  public static final int DEFAULT_EXAMPLES = 4000;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a number is below 1
   */
  public BatchNormRecalibration {
    if (examples < 1 || batchSize < 1) {
      throw new IllegalArgumentException(
          "Statistics cannot be estimated from %s examples in batches of %s. Give at least 1 of each."
              .formatted(examples, batchSize));
    }
  }

  /**
   * Estimates the statistics of a network, and puts them into it.
   *
   * @param network from {@code (batch, shape of the format)} to one tensor; it is initialised
   * @param manager the manager of its parameters
   * @param training the examples, of which some are chosen by the seed
   * @param format the format in which the network reads an example
   * @return the number of examples used
   * @throws IllegalArgumentException if the network has no batch normalisation, or its statistics
   *     are not finite numbers; nothing was changed then
   */
  public int apply(Block network, NDManager manager, ExampleSet training, InputFormat format) {
    int wanted = Math.min(examples, training.size());
    ExampleDataset dataset =
        ExampleDataset.builder()
            .setExamples(training)
            .setFormat(format)
            .optBatchSize(Math.min(batchSize, wanted))
            .optShuffle(seed)
            .optDropLast(true)
            .build();
    int count = wanted / dataset.batchSize();
    Backend backend = Engines.backend(manager.getEngine());
    NDManager scope = backend.call(manager::newSubManager);
    try (BatchQueue batches = dataset.prefetch(scope, 0, 0)) {
      BatchStatistics statistics = backend.call(() -> new BatchStatistics(network, scope, seed));
      for (int i = 0; i < count; i++) {
        Batch batch = batches.next();
        backend.run(() -> statistics.add(batch));
      }
      backend.run(statistics::store);
    } finally {
      backend.run(scope::close);
    }
    return count * dataset.batchSize();
  }
}
