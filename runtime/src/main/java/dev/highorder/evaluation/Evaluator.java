package dev.highorder.evaluation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.training.dataset.Batch;
import dev.highorder.backend.Backend;
import dev.highorder.backend.CompiledNetwork;
import dev.highorder.backend.CompiledNetworks;
import dev.highorder.backend.CompiledNetworks.WhenFull;
import dev.highorder.backend.TracedNetwork;
import dev.highorder.dataset.BatchQueue;
import dev.highorder.dataset.ExampleDataset;
import dev.highorder.engine.Engines;
import dev.highorder.evaluation.Evaluation.RunningMetrics;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Evaluates one network again and again while its parameters change, as after each epoch.
 *
 * <p>The network is traced once. Each evaluation compiles it with the parameters of the moment, so
 * that batch normalisations are folded as in a classifier, if there are enough full batches for
 * that to pay. Otherwise, and for the last, smaller batch, it runs operator by operator.
 */
public final class Evaluator {

  /** A compilation takes about as long as one or two batches. */
  private static final int MIN_BATCHES = 4;

  private final Block network;
  private final NDManager manager;
  private final Backend backend;
  private final CompiledNetworks<Key, CompiledNetwork> graphs;
  private Optional<TracedNetwork> traced = Optional.empty();
  private int evaluations;

  /** A graph holds for one shape and for the parameters of one evaluation. */
  private record Key(Shape shape, int evaluation) {}

  /**
   * Takes a network, whose parameters may change between two evaluations.
   *
   * @param network a block from a batch of examples, such as {@code (batch, 3, height, width)}, to
   *     logits {@code (batch, classes)}
   * @param manager the manager of the network's parameters
   */
  public Evaluator(Block network, NDManager manager) {
    this.network = network;
    this.manager = manager;
    backend = Engines.backend(manager.getEngine());
    graphs =
        new CompiledNetworks<>(
            backend, backend.compiler(manager.getDevice()), 1, WhenFull.CLOSE_OLDEST);
  }

  /**
   * Evaluates the network on a data set, batch by batch. The network is not changed.
   *
   * @param parameters the store of the parameters' values, such as averages
   * @param dataset the examples and their classes
   * @param watcher called with each batch and its logits before they are closed
   */
  public Evaluation evaluate(
      ParameterStore parameters, ExampleDataset dataset, BiConsumer<Batch, NDList> watcher) {
    evaluations++;
    RunningMetrics metrics = new RunningMetrics();
    NDManager scope = backend.call(manager::newSubManager);
    try (BatchQueue batches = dataset.prefetch(scope, 0, 0)) {
      while (batches.hasNext()) {
        Batch batch = batches.next();
        Key key = new Key(batch.getData().get(0).getShape(), evaluations);
        if (isWorthIt(batch, dataset)) {
          compile(key, parameters, batch.getData().head());
        }
        backend.run(() -> add(batch, graphs.get(key), parameters, metrics, watcher));
      }
    } finally {
      graphs.clear();
      backend.run(scope::close);
    }
    return metrics.result();
  }

  private static boolean isWorthIt(Batch batch, ExampleDataset dataset) {
    return dataset.examples().size() >= MIN_BATCHES * dataset.batchSize()
        && batch.getSize() == dataset.batchSize()
        && batch.getData().size() == 1;
  }

  private void compile(Key key, ParameterStore parameters, NDArray example) {
    graphs.compile(
        key,
        compiler -> {
          if (traced.isEmpty()) {
            traced = Optional.of(compiler.trace(network, manager, key.shape()));
          }
          return Optional.of(traced.get().compile(parameters, manager, example));
        });
  }

  private void add(
      Batch batch,
      Optional<CompiledNetwork> graph,
      ParameterStore parameters,
      RunningMetrics metrics,
      BiConsumer<Batch, NDList> watcher) {
    try (batch) {
      NDList logits =
          graph.isPresent()
              ? new NDList(graph.get().forward(batch.getData().head()))
              : network.forward(parameters, batch.getData(), false);
      metrics.add(logits.singletonOrThrow(), batch.getLabels().singletonOrThrow());
      watcher.accept(batch, logits);
    }
  }
}
