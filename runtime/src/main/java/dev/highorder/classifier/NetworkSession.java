package dev.highorder.classifier;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import dev.highorder.backend.Backend;
import dev.highorder.backend.CompiledNetwork;
import dev.highorder.backend.CompiledNetworks;
import dev.highorder.backend.CompiledNetworks.WhenFull;
import dev.highorder.dataset.ExampleDataset;
import dev.highorder.engine.Engines;
import dev.highorder.evaluation.ClassificationReport;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Inference on an engine of DJL. If the engine has a compiler, the network is compiled for each
 * batch size that comes a second time; otherwise, and meanwhile, it runs operator by operator.
 */
final class NetworkSession implements ClassifierSession {

  /** A graph has memory for its batch, so only the batch sizes that were used last have one. */
  static final int MAX_GRAPHS = 4;

  private final Block network;
  private final NDManager manager;
  private final Backend backend;
  private final ParameterStore parameters;
  private final CompiledNetworks<Shape, CompiledNetwork> graphs;

  /** The shapes that came once; used by the engine's thread, or under the lock of this set. */
  private final Set<Shape> seen = new HashSet<>();

  /**
   * Takes a network whose parameters do not change any more.
   *
   * @param manager the manager of the parameters, which is closed with the session
   */
  NetworkSession(Block network, NDManager manager) {
    this.network = network;
    this.manager = manager;
    backend = Engines.backend(manager.getEngine());
    parameters = new ParameterStore(manager, false);
    graphs =
        new CompiledNetworks<>(
            backend, backend.compiler(manager.getDevice()), MAX_GRAPHS, WhenFull.CLOSE_OLDEST);
  }

  @Override
  public float[] logits(float[] inputs, long... dimensions) {
    Shape shape = new Shape(dimensions);
    float[] logits = backend.call(() -> compute(inputs, shape));
    if (graphs.lacks(shape) && isSecond(shape)) {
      compile(inputs, shape);
    }
    return logits;
  }

  /**
   * Computes once and compiles a graph for the shape. DJL's parameter store is not filled safely by
   * several threads at once, and this fills it.
   */
  @Override
  public void prepare(float[] inputs, long... dimensions) {
    Shape shape = new Shape(dimensions);
    backend.call(() -> compute(inputs, shape));
    compile(inputs, shape);
  }

  @Override
  public void reserve(int count) {
    graphs.reserve(count);
  }

  private float[] compute(float[] inputs, Shape shape) {
    try (NDManager scope = manager.newSubManager()) {
      NDArray batch = scope.create(inputs, shape);
      Optional<CompiledNetwork> graph = graphs.get(shape);
      NDArray logits =
          graph.isPresent()
              ? graph.get().forward(batch)
              : network.forward(parameters, new NDList(batch), false).singletonOrThrow();
      return logits.toFloatArray();
    }
  }

  /** A batch size that comes only once is not worth a graph. */
  private boolean isSecond(Shape shape) {
    synchronized (seen) {
      if (seen.add(shape)) {
        return false;
      }
      seen.clear();
      return true;
    }
  }

  /** In several units of work, between which other classifiers are served. */
  private void compile(float[] inputs, Shape shape) {
    NDManager scope = backend.call(manager::newSubManager);
    try {
      NDArray example = backend.call(() -> scope.create(inputs, shape));
      graphs.compile(shape, compiler -> Optional.of(compiler.compile(network, manager, example)));
    } finally {
      backend.run(scope::close);
    }
  }

  @Override
  public int graphs() {
    return graphs.size();
  }

  @Override
  public ClassificationReport evaluate(ExampleDataset dataset) {
    return ClassificationReport.of(network, manager, dataset);
  }

  @Override
  public boolean isOnOwnThread() {
    return backend.isOnOwnThread();
  }

  @Override
  public void close() {
    backend.run(manager::close);
  }
}
