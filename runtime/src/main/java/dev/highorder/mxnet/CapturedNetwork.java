package dev.highorder.mxnet;

import ai.djl.Device;
import ai.djl.mxnet.engine.MxGradientCollector;
import ai.djl.mxnet.engine.MxNDManager;
import ai.djl.mxnet.engine.MxSymbolBlock;
import ai.djl.mxnet.engine.Symbol;
import ai.djl.mxnet.jna.JnaUtils;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import dev.highorder.parameters.ParameterCopies;
import java.util.ArrayList;
import java.util.List;

/**
 * A network in inference, recorded once and from then on run as one static graph: MXNet plans its
 * memory ahead, and oneDNN fuses convolutions with the normalisations and activations behind them.
 *
 * <p>One graph is for one shape of input, on the processor. The parameters are the network's own,
 * but must not change any more: fused convolutions keep what they made of them.
 */
public final class CapturedNetwork implements AutoCloseable {

  /** What MXNet 1.9 calls the fusions of oneDNN. */
  private static final String FUSION = "MKLDNN";

  private final NDManager manager;
  private final MxSymbolBlock graph;
  private final ParameterStore parameters;

  private CapturedNetwork(NDManager manager, MxSymbolBlock graph) {
    this.manager = manager;
    this.graph = graph;
    parameters = new ParameterStore(manager, false);
  }

  /**
   * Records a network.
   *
   * @param network is initialised, has one input and one output
   * @param parent what the graph belongs to
   * @param input the shape of every input from now on
   * @throws IllegalStateException if it cannot be recorded: where it creates arrays of its own
   *     while it runs, or where operators depend on numbers that are read half-way
   */
  public static CapturedNetwork of(Block network, NDManager parent, Shape input) {
    NDManager manager = parent.newSubManager();
    try {
      MxSymbolBlock graph = fused(manager, record(network, manager, input));
      bind(graph, network);
      return new CapturedNetwork(manager, graph);
    } catch (RuntimeException e) {
      manager.close();
      throw new IllegalStateException(
          "The network cannot be recorded for %s: %s".formatted(input, e.getMessage()), e);
    }
  }

  /**
   * Returns the graph of a forward pass. MXNet takes what is marked for gradients as variables, so
   * copies of all parameters are marked, in order, and then the input.
   */
  private static Symbol record(Block network, NDManager manager, Shape input) {
    try (NDManager scope = manager.newSubManager()) {
      ParameterCopies copies = new ParameterCopies(scope, network, Device.cpu(), false);
      copies.byName().values().forEach(copy -> copy.setRequiresGradient(true));
      NDArray x = scope.zeros(input);
      x.setRequiresGradient(true);
      JnaUtils.autogradSetIsRecording(true);
      try {
        NDArray y = network.forward(copies, new NDList(x), false).singletonOrThrow();
        return MxGradientCollector.getSymbol(manager, y);
      } finally {
        JnaUtils.autogradSetIsRecording(false);
      }
    }
  }

  private static MxSymbolBlock fused(NDManager manager, Symbol symbol) {
    MxSymbolBlock plain = new MxSymbolBlock(manager, symbol);
    plain.optimizeFor(FUSION);
    return new MxSymbolBlock((MxNDManager) manager, plain.getSymbol());
  }

  /**
   * Gives the graph's variables the network's arrays. They are named {@code var7}, by a number that
   * counts what was marked in the process: the last is the input.
   */
  private static void bind(MxSymbolBlock graph, Block network) {
    List<NDArray> arrays = new ArrayList<>();
    network.getParameters().forEach(entry -> arrays.add(entry.getValue().getArray()));
    int last =
        graph.getAllParameters().stream().mapToInt(CapturedNetwork::number).max().orElseThrow();
    List<String> inputs = new ArrayList<>();
    for (Parameter variable : graph.getAllParameters()) {
      int index = number(variable) - (last - arrays.size());
      if (index == arrays.size()) {
        inputs.add(variable.getName());
      } else {
        variable.setArray(arrays.get(index));
      }
    }
    graph.setInputNames(inputs);
  }

  private static int number(Parameter variable) {
    if (!variable.getName().matches("var\\d+")) {
      throw new IllegalStateException(
          "it creates arrays of its own while it runs, whose values are not in the record");
    }
    return Integer.parseInt(variable.getName().substring("var".length()));
  }

  /**
   * Runs the graph.
   *
   * @param x an input of the shape that was recorded; it stays open
   * @return the output, in the input's manager
   */
  public NDArray forward(NDArray x) {
    return graph.forward(parameters, new NDList(x), false).singletonOrThrow();
  }

  /** Frees the graph and its memory, not the network's parameters. */
  @Override
  public void close() {
    manager.close();
  }
}
