package dev.highorder.mxnet;

import ai.djl.mxnet.engine.CachedOp;
import ai.djl.mxnet.engine.MxNDArray;
import ai.djl.mxnet.engine.MxNDManager;
import ai.djl.mxnet.engine.MxSymbolBlock;
import ai.djl.mxnet.engine.Symbol;
import ai.djl.mxnet.jna.JnaUtils;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.util.PairList;
import com.sun.jna.ptr.PointerByReference;
import dev.highorder.graph.Graph;
import dev.highorder.graph.Node;
import dev.highorder.graph.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A graph that MXNet runs as one operator, for inputs of fixed shapes. */
final class CompiledGraph {

  /** The purpose of a graph. */
  enum Use {
    /** Inference. Memory is planned once and kept; another shape would be planned in addition. */
    INFERENCE,
    /** Training: as inference, and gradients flow back through the graph. */
    TRAINING,
    /** A segment in training with recomputation: memory is freed between passes. */
    SEGMENT
  }

  private final CachedOp operator;
  private final MxNDArray[] arguments;

  /** The index of each input among the arguments. */
  private final List<Integer> places = new ArrayList<>();

  /**
   * Compiles a graph.
   *
   * @param manager the manager of all that the graph owns; the graph is closed with it
   * @param parameters the values by name, which are read in each run; they stay open
   * @throws RuntimeException if MXNet refuses the graph; some faults show only in the first run
   */
  CompiledGraph(Graph graph, NDManager manager, Map<String, NDArray> parameters, Use use) {
    SymbolWriter.Written written = SymbolWriter.write(graph, use != Use.INFERENCE);
    MxSymbolBlock block =
        new MxSymbolBlock(manager, Symbol.loadJson((MxNDManager) manager, written.json()));
    List<Parameter> variables = block.getAllParameters();
    arguments = new MxNDArray[variables.size()];
    List<String> names = variables.stream().map(Parameter::getName).toList();
    for (int i = 0; i < arguments.length; i++) {
      Node node = written.values().get(names.get(i));
      if (node != null) {
        arguments[i] = (MxNDArray) array(node, manager, parameters);
        bind(variables.get(i), arguments[i]);
      }
    }
    for (int i = 0; names.contains(SymbolWriter.input(i)); i++) {
      places.add(names.indexOf(SymbolWriter.input(i)));
    }
    operator =
        use == Use.SEGMENT
            ? withoutMemory(block, (MxNDManager) manager)
            : JnaUtils.createCachedOp(block, (MxNDManager) manager, use == Use.TRAINING);
  }

  /** DJL itself creates only operators that keep their memory. */
  private static CachedOp withoutMemory(MxSymbolBlock block, MxNDManager manager) {
    PointerByReference operator = new PointerByReference();
    JnaUtils.checkCall(
        MxNetCalls.LIBRARY.MXCreateCachedOpEx(
            block.getSymbol().getHandle(),
            2,
            new String[] {"static_alloc", "static_shape"},
            new String[] {"0", "0"},
            operator));
    return new CachedOp(
        operator.getValue(), manager, block.getAllParameters(), List.of(), new PairList<>());
  }

  private static NDArray array(Node node, NDManager manager, Map<String, NDArray> parameters) {
    if (node.operator() instanceof Operator.Parameter parameter) {
      return parameters.get(parameter.name());
    }
    return ArrayTensors.write(manager, ((Operator.Constant) node.operator()).value());
  }

  /** DJL takes variables with a value for parameters. It renames the array, so it gets an alias. */
  private static void bind(Parameter variable, NDArray array) {
    try (NDArray value = array.stopGradient()) {
      variable.setArray(value);
    }
  }

  /**
   * Runs a graph of one input and one output, as one operator that autograd may record.
   *
   * @param x an input of the graph's shape; it stays open
   * @return the output, in the input's manager
   */
  NDArray forward(NDArray x) {
    return forward(List.of(x))[0];
  }

  /**
   * Runs the graph, as one operator that autograd may record.
   *
   * @param inputs the inputs, of the graph's shapes; they stay open
   * @return the outputs, in the first input's manager
   */
  NDArray[] forward(List<NDArray> inputs) {
    MxNDArray[] all = arguments.clone();
    for (int i = 0; i < places.size(); i++) {
      all[places.get(i)] = (MxNDArray) inputs.get(i);
    }
    return JnaUtils.cachedOpInvoke(
        (MxNDManager) inputs.get(0).getManager(), operator.getHandle(), all);
  }
}
