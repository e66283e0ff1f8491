package dev.highorder.mxnet;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.mxnet.engine.MxGradientCollector;
import ai.djl.mxnet.engine.MxNDManager;
import ai.djl.mxnet.engine.Symbol;
import ai.djl.mxnet.jna.JnaUtils;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.util.Pair;
import dev.highorder.backend.Backend;
import dev.highorder.backend.UntraceableNetworkException;
import dev.highorder.graph.Graph;
import dev.highorder.graph.Operator;

/**
 * Traces a network: runs it while MXNet's autograd records its operators, and returns them as a
 * graph.
 *
 * <p>Each network is traced twice, with other inputs, other parameters and another batch size. If
 * the two traces differ in no more than the batch size, the result holds for every batch. Numbers
 * that Java computes and arrays that the network creates become constants if they were the same
 * both times; otherwise the network cannot be traced.
 */
public final class Tracer {

  private static final int FIRST_BATCH = 2;
  private static final int SECOND_BATCH = 3;

  /** The second trace has other parameters, so that a number that is computed from one differs. */
  private static final double SECOND_SCALE = 1.25;

  private final Block network;
  private final boolean training;

  private Tracer(Block network, boolean training) {
    this.network = network;
    this.training = training;
  }

  /**
   * Traces a network in inference.
   *
   * @param network is initialised, with one input and one output; its parameters do not change
   * @param parent the parent of the manager of all temporary arrays
   * @param input the shape of the network's inputs; the graph holds for other batch sizes, too
   * @throws UntraceableNetworkException if the operators depend on the numbers of the input, or the
   *     network reads arrays that are neither its parameters nor created in each run, with the same
   *     numbers, as 32-bit floats
   */
  public static Graph trace(Block network, NDManager parent, Shape input) {
    return trace(network, parent, input, false);
  }

  /**
   * Traces a network, as {@link #trace(Block, NDManager, Shape)}. Each of the two traces is a unit
   * of work of its own, so that others need not wait for both.
   *
   * @param training whether the network runs as in training; then random operators advance the
   *     engine's random state
   */
  static Graph trace(Block network, NDManager parent, Shape input, boolean training) {
    Backend backend = MxNetBackend.get();
    Tracer tracer = new Tracer(network, training);
    Graph first = backend.call(() -> tracer.traceOnce(parent, withBatch(input, FIRST_BATCH), 1, 1));
    Graph second =
        backend.call(
            () -> tracer.traceOnce(parent, withBatch(input, SECOND_BATCH), 3, SECOND_SCALE));
    return BatchSizes.generalised(first, FIRST_BATCH, second, SECOND_BATCH);
  }

  private static void requireFloats(Block network) {
    for (Pair<String, Parameter> entry : network.getParameters()) {
      DataType type = entry.getValue().getArray().getDataType();
      if (type != DataType.FLOAT32) {
        throw new UntraceableNetworkException(
            "The parameter %s is %s; only float32 is supported.".formatted(entry.getKey(), type));
      }
    }
  }

  private static Shape withBatch(Shape shape, long size) {
    long[] dimensions = shape.getShape().clone();
    dimensions[0] = size;
    return new Shape(dimensions);
  }

  private Graph traceOnce(NDManager parent, Shape shape, long seed, double scale) {
    requireFloats(network);
    try (NDManager manager = parent.newSubManager(Device.cpu()); // as are the copies
        NDManager scope = manager.newSubManager()) {
      NDArray x = Noise.create(scope, shape, seed);
      TracedVariables variables = new TracedVariables(scope, network, x, scale);
      try (Symbol symbol = run(manager, variables, x)) {
        requireKnown(symbol, variables);
        Graph graph =
            SymbolReader.read(
                (MxNDManager) manager, symbol, variables.operators(), variables.shapes());
        requireInput(graph);
        return graph;
      }
    }
  }

  private Symbol run(NDManager manager, TracedVariables variables, NDArray x) {
    boolean wasRecording = JnaUtils.autogradSetIsRecording(true);
    boolean wasTraining = JnaUtils.autogradSetTraining(training);
    try {
      NDArray y = forward(variables, x);
      variables.beforeClosing(x.getManager());
      return symbol(manager, y);
    } finally {
      JnaUtils.autogradSetTraining(wasTraining);
      JnaUtils.autogradSetIsRecording(wasRecording);
    }
  }

  private static Symbol symbol(NDManager manager, NDArray output) {
    try {
      return MxGradientCollector.getSymbol(manager, output);
    } catch (EngineException e) { // no operator on a marked array led to it
      throw new UntraceableNetworkException("Its output does not depend on its input.", e);
    }
  }

  /** The network is the user's code, and was not made for our batches of noise. */
  private NDArray forward(TracedVariables variables, NDArray x) {
    try {
      return network.forward(variables, new NDList(x), training).singletonOrThrow();
    } catch (RuntimeException e) {
      throw new UntraceableNetworkException(
          "It fails with an input of shape %s: %s".formatted(x.getShape(), e), e);
    }
  }

  private static void requireKnown(Symbol symbol, TracedVariables variables) {
    for (String variable : symbol.getAllNames()) {
      if (!variables.operators().containsKey(variable)) {
        throw new UntraceableNetworkException(
            "It reads arrays that are neither parameters from its parameter store nor created while it"
                + " runs, in the manager of its input, as 32-bit floats.");
      }
    }
  }

  private static void requireInput(Graph graph) {
    if (graph.nodes().stream().noneMatch(node -> node.operator() instanceof Operator.Input)) {
      throw new UntraceableNetworkException("Its output does not depend on its input.");
    }
  }
}
