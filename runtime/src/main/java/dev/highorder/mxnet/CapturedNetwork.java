package dev.highorder.mxnet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import dev.highorder.graph.Graph;
import dev.highorder.graph.Optimization;
import dev.highorder.mxnet.CompiledGraph.Use;
import dev.highorder.network.ParameterCopies;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * A network that was recorded once and from then on runs as one static graph, on the processor:
 * MXNet plans its memory ahead, and operators are fewer and faster.
 *
 * <p>One graph is for one shape of input. The parameters are the network's own.
 */
public final class CapturedNetwork implements TrainableGraph {

  /** The system property that has every operator run by itself, if it is {@code false}. */
  public static final String PROPERTY = "dev.highorder.capture";

  /** How far outputs may lie apart, beside the largest: rounding, in another order. */
  private static final double TOLERANCE = 1e-4;

  /** So many images are compared at a time. */
  private static final int PROBED_BATCH = 4;

  private final NDManager manager;
  private final CompiledGraph graph;

  private CapturedNetwork(NDManager manager, CompiledGraph graph) {
    this.manager = manager;
    this.graph = graph;
  }

  /** Returns whether the system property {@value #PROPERTY} lets networks be captured. */
  public static boolean isEnabled() {
    return !"false".equals(System.getProperty(PROPERTY));
  }

  /**
   * Records a network for inference, and makes sure that the graph computes what the network
   * computes: of the first and the last of the example's images, and of noise.
   *
   * @param network is initialised, has one input and one output; its parameters must not change any
   *     more, since convolutions keep what they made of them
   * @param parent what the graph belongs to
   * @param example an input of the shape that every input will have; it stays open
   * @throws IllegalStateException if that is not possible: where the network reads arrays that are
   *     neither parameters nor created the same each time, where its operators depend on numbers
   *     that are read half-way, where images of a batch influence each other, or where MXNet cannot
   *     compile the graph
   */
  public static CapturedNetwork of(Block network, NDManager parent, NDArray example) {
    NDManager manager = parent.newSubManager();
    try {
      Map<String, NDArray> parameters = arrays(network);
      Graph recorded = Recorder.record(network, manager, example.getShape(), false);
      Graph optimized =
          MxNetThreads.aside(
              () ->
                  Optimization.forInference(
                      recorded,
                      name -> Recorder.values(parameters.get(name)),
                      fused -> AdditionProbe.isFast(fused, parent)));
      CapturedNetwork captured =
          new CapturedNetwork(
              manager, new CompiledGraph(optimized, manager, parameters, Use.INFERENCE));
      NDArray noise = Recorder.noise(manager, example.getShape(), 2);
      ParameterStore store = new ParameterStore(manager, false);
      requireSame(network, store, captured::forward, example);
      requireSame(network, store, captured::forward, noise);
      noise.close();
      NativeHeap.giveBackGaps(); // what recording and comparing took
      return captured;
    } catch (RuntimeException e) {
      manager.close();
      throw refused(example.getShape(), e);
    }
  }

  /**
   * Records a network for training: the output is the same as the network's, and so are gradients,
   * to rounding. Random operators draw new numbers in each run.
   *
   * <p>To record it, the network runs on a few inputs, as in training: what draws random numbers
   * draws some.
   *
   * @param network is initialised, has one input and one output
   * @param parameters the values that the graph is to read, and to which gradients flow; they must
   *     not be replaced
   * @param parent what the graph belongs to
   * @param input the shape of every input
   * @throws IllegalStateException as {@link #of}
   */
  public static CapturedNetwork forTraining(
      Block network, Map<String, NDArray> parameters, NDManager parent, Shape input) {
    NDManager manager = parent.newSubManager();
    try {
      requireFloats(parameters);
      Graph optimized = Optimization.forTraining(Recorder.record(network, manager, input, true));
      requireSameOfFew(
          network,
          manager,
          input,
          (scope, copies) -> new CompiledGraph(optimized, scope, copies, Use.TRAINING)::forward);
      NativeHeap.giveBackGaps(); // what recording and comparing took
      return new CapturedNetwork(
          manager, new CompiledGraph(optimized, manager, parameters, Use.TRAINING));
    } catch (RuntimeException e) {
      manager.close();
      throw refused(input, e);
    }
  }

  static IllegalStateException refused(Shape shape, RuntimeException e) {
    return new IllegalStateException(
        "The network cannot be recorded for %s: %s".formatted(shape, e.getMessage()), e);
  }

  private static Map<String, NDArray> arrays(Block network) {
    Map<String, NDArray> arrays = new HashMap<>();
    network.getParameters().forEach(e -> arrays.put(e.getKey(), e.getValue().getArray()));
    requireFloats(arrays);
    return arrays;
  }

  static void requireFloats(Map<String, NDArray> parameters) {
    parameters.forEach(
        (name, array) -> {
          if (array.getDataType() != DataType.FLOAT32) {
            throw new IllegalStateException(
                "the parameter %s is %s".formatted(name, array.getDataType()));
          }
        });
  }

  /**
   * Compares outputs with statistics at rest, where the same input has the same output.
   *
   * @param compiler makes the graph for copies of the parameters, in a manager
   */
  static void requireSameOfFew(
      Block network,
      NDManager manager,
      Shape input,
      BiFunction<NDManager, Map<String, NDArray>, UnaryOperator<NDArray>> compiler) {
    long[] dimensions = input.getShape().clone();
    dimensions[0] = PROBED_BATCH;
    try (NDManager scope = manager.newSubManager()) {
      NDArray noise = Recorder.noise(scope, new Shape(dimensions), 2);
      ParameterCopies store = new ParameterCopies(scope, network, noise.getDevice(), false);
      UnaryOperator<NDArray> graph = compiler.apply(scope, new LinkedHashMap<>(store.byName()));
      requireSame(network, store, graph, noise);
    }
  }

  private static void requireSame(
      Block network, ParameterStore store, UnaryOperator<NDArray> graph, NDArray input) {
    try (NDManager scope = input.getManager().newSubManager()) {
      NDArray x = input.duplicate();
      x.attach(scope);
      NDArray actual = graph.apply(x);
      long last = Math.max(0, x.size(0) - PROBED_BATCH);
      requireSame(network, store, x, actual, 0);
      if (last > 0) {
        requireSame(network, store, x, actual, last);
      }
    }
  }

  /** Compares a few images: the network takes far more memory for many than the graph. */
  private static void requireSame(
      Block network, ParameterStore store, NDArray input, NDArray output, long first) {
    try (NDManager scope = input.getManager().newSubManager()) {
      long end = Math.min(first + PROBED_BATCH, input.size(0));
      NDIndex few = new NDIndex().addSliceDim(first, end);
      NDArray x = input.get(few);
      NDArray actual = output.get(few);
      x.attach(scope);
      actual.attach(scope);
      NDArray expected = network.forward(store, new NDList(x), false).singletonOrThrow();
      if (!MxNetThreads.aside(() -> agree(actual.toFloatArray(), expected.toFloatArray()))) {
        throw new IllegalStateException("the graph computes something else");
      }
    }
  }

  private static boolean agree(float[] actual, float[] expected) {
    double largest = Float.MIN_NORMAL;
    double difference = 0;
    for (int i = 0; i < expected.length; i++) {
      largest = Math.max(largest, Math.abs(expected[i]));
      difference = Math.max(difference, Math.abs(actual[i] - expected[i])); // keeps NaN
    }
    return difference <= TOLERANCE * largest;
  }

  /**
   * Runs the graph; what is being recorded records it.
   *
   * @param x an input of the shape that was recorded; it stays open
   * @return the output, in the input's manager
   */
  public NDArray forward(NDArray x) {
    return graph.forward(x);
  }

  @Override
  public Pass pass(NDArray x) {
    NDArray output = forward(x);
    return new Pass() {
      @Override
      public NDArray output() {
        return output;
      }

      @Override
      public void backward() {
        // The collector went all the way.
      }
    };
  }

  /** Frees the graph and its memory, not the network's parameters. */
  @Override
  public void close() {
    manager.close();
  }
}
