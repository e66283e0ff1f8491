package dev.highorder.mxnet;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.Pair;
import dev.highorder.backend.Backend;
import dev.highorder.backend.CompiledNetwork;
import dev.highorder.backend.GraphCompiler;
import dev.highorder.backend.TracedNetwork;
import dev.highorder.backend.TrainableNetwork;
import dev.highorder.graph.Graph;
import dev.highorder.graph.Operator.FusedConvolution;
import dev.highorder.graph.Optimization;
import dev.highorder.graph.Segmentation;
import dev.highorder.graph.Segmentation.Segment;
import dev.highorder.graph.Tensor;
import dev.highorder.mxnet.CompiledGraph.Use;
import dev.highorder.network.ParameterCopies;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Compiles networks for MXNet: traces them, optimises the graph, has MXNet compile it and verifies
 * the result.
 *
 * <p>The passes run on the calling thread; each call to MXNet is a unit of work of its own.
 */
final class MxNetCompiler implements GraphCompiler {

  private static final int NOISE_SEED = 2;

  private final Backend backend;
  private final boolean isForGpu;

  /**
   * Creates a compiler that calls MXNet by a backend.
   *
   * @param isForGpu whether it compiles for a GPU, which has other operators than a CPU
   */
  MxNetCompiler(Backend backend, boolean isForGpu) {
    this.backend = backend;
    this.isForGpu = isForGpu;
  }

  private Graph forInference(Graph traced, Map<String, NDArray> arrays, NDManager manager) {
    Function<String, Tensor> parameters =
        name -> backend.call(() -> ArrayTensors.read(arrays.get(name)));
    return isForGpu
        ? Optimization.forInferenceOnGpu(traced, parameters)
        : Optimization.forInference(traced, parameters, isFast(manager));
  }

  private Graph forTraining(Graph traced) {
    return isForGpu ? Optimization.forTrainingOnGpu(traced) : Optimization.forTraining(traced);
  }

  /** A step of a compilation, which owns nothing but what belongs to the manager. */
  @FunctionalInterface
  private interface Steps<N> {
    N in(NDManager manager);
  }

  /** Gives a compilation a manager of its own, which is closed if it fails. */
  private <N> N compile(NDManager parent, Device device, Steps<N> steps) {
    NDManager manager = backend.call(() -> parent.newSubManager(device));
    boolean isDone = false;
    try {
      N compiled = steps.in(manager);
      isDone = true;
      return compiled;
    } finally {
      backend.run(
          () -> {
            NativeHeap.giveBackGaps(); // left by the trace and the verification
          });
      if (!isDone) {
        backend.run(manager::close);
      }
    }
  }

  @Override
  public CompiledNetwork compile(Block network, NDManager parent, NDArray example) {
    ParameterStore parameters = new ParameterStore(parent, false);
    return trace(network, parent, example.getShape()).compile(parameters, parent, example);
  }

  @Override
  public TracedNetwork trace(Block network, NDManager parent, Shape input) {
    return new Traced(network, Tracer.trace(network, parent, input, false));
  }

  @Override
  public List<Path> writeFiles(
      Graph graph, Function<String, Tensor> parameters, Path folder, String name)
      throws IOException {
    return new SymbolFiles(graph, parameters).write(folder, name);
  }

  /** A traced network; its first compilation is verified. */
  private final class Traced implements TracedNetwork {

    private final Block network;
    private final Graph graph;
    private boolean isVerified;

    Traced(Block network, Graph graph) {
      this.network = network;
      this.graph = graph;
    }

    @Override
    public synchronized CompiledNetwork compile(
        ParameterStore parameters, NDManager parent, NDArray example) {
      return MxNetCompiler.this.compile(
          parent,
          example.getDevice(),
          manager -> {
            Map<String, NDArray> arrays = backend.call(() -> arrays(parameters, manager));
            Graph optimised = forInference(graph, arrays, manager);
            GraphNetwork compiled =
                backend.call(
                    () ->
                        new GraphNetwork(
                            manager, new CompiledGraph(optimised, manager, arrays, Use.INFERENCE)));
            if (!isVerified) {
              verify(network, graph, parameters, compiled::forward, example);
              isVerified = true;
            }
            return compiled;
          });
    }

    @Override
    public Graph graph() {
      return graph;
    }

    private Map<String, NDArray> arrays(ParameterStore parameters, NDManager manager) {
      Map<String, NDArray> arrays = new HashMap<>();
      for (Pair<String, Parameter> entry : network.getParameters()) {
        NDArray value = parameters.getValue(entry.getValue(), manager.getDevice(), false);
        arrays.put(entry.getKey(), value);
      }
      return arrays;
    }
  }

  @Override
  public TrainableNetwork compileForTraining(
      Block network, Map<String, NDArray> parameters, NDManager parent, Shape input) {
    return compile(
        parent,
        device(parameters, parent),
        manager -> {
          Graph graph = forTraining(Tracer.trace(network, manager, input, true));
          verifyFew(
              network,
              graph,
              manager,
              input,
              (scope, copies) -> new CompiledGraph(graph, scope, copies, Use.TRAINING)::forward);
          return backend.call(
              () ->
                  new GraphNetwork(
                      manager, new CompiledGraph(graph, manager, parameters, Use.TRAINING)));
        });
  }

  @Override
  public Optional<TrainableNetwork> compileForRecomputation(
      Block network, Map<String, NDArray> parameters, NDManager parent, Shape input) {
    return compile(
        parent,
        device(parameters, parent),
        manager -> {
          Graph graph = forTraining(Tracer.trace(network, manager, input, true));
          if (SegmentedNetwork.drawsRandomNumbers(graph)) {
            backend.run(manager::close);
            return Optional.empty();
          }
          List<Segment> segments = Segmentation.of(graph);
          verifyFew(
              network,
              graph,
              manager,
              input,
              (scope, copies) -> {
                SegmentedNetwork few = new SegmentedNetwork(scope, segments, copies);
                return x -> few.pass(x).output();
              });
          return Optional.of(
              backend.call(() -> new SegmentedNetwork(manager, segments, parameters)));
        });
  }

  /** A replica may be on another device than the trainer's own manager. */
  private static Device device(Map<String, NDArray> parameters, NDManager parent) {
    return parameters.values().stream()
        .findFirst()
        .map(NDArray::getDevice)
        .orElseGet(parent::getDevice);
  }

  private double tolerance() {
    return isForGpu ? EquivalenceCheck.GPU_TOLERANCE : EquivalenceCheck.CPU_TOLERANCE;
  }

  private Predicate<FusedConvolution> isFast(NDManager manager) {
    return fused -> backend.call(() -> AdditionProbe.isFast(fused, manager));
  }

  /** Compares the outputs for an example and for random input of the same shape. */
  private void verify(
      Block network,
      Graph traced,
      ParameterStore parameters,
      UnaryOperator<NDArray> compiled,
      NDArray example) {
    EquivalenceCheck check = new EquivalenceCheck(backend, network, parameters, tolerance());
    check.require(compiled, example);
    NDArray noise =
        backend.call(
            () -> Noise.forGraph(traced, example.getManager(), example.getShape(), NOISE_SEED));
    check.require(compiled, noise);
    backend.run(noise::close);
  }

  /** Compiles a graph for copies of the parameters. */
  @FunctionalInterface
  private interface FewCompiler {
    UnaryOperator<NDArray> compile(NDManager scope, Map<String, NDArray> copies);
  }

  /**
   * Compares the outputs for a small batch of random input in inference, where statistics stay as
   * they are and the same input has the same output.
   */
  private void verifyFew(
      Block network, Graph traced, NDManager manager, Shape input, FewCompiler compiler) {
    long[] dimensions = input.getShape().clone();
    dimensions[0] = EquivalenceCheck.FEW;
    NDManager scope = backend.call(manager::newSubManager);
    try {
      NDArray noise =
          backend.call(() -> Noise.forGraph(traced, scope, new Shape(dimensions), NOISE_SEED));
      ParameterCopies copies =
          backend.call(() -> new ParameterCopies(scope, network, noise.getDevice(), false));
      UnaryOperator<NDArray> graph =
          backend.call(() -> compiler.compile(scope, new LinkedHashMap<>(copies.byName())));
      new EquivalenceCheck(backend, network, copies, tolerance()).require(graph, noise);
    } finally {
      backend.run(scope::close);
    }
  }
}
