package dev.highorder.mxnet;

import ai.djl.mxnet.engine.CachedOp;
import ai.djl.mxnet.engine.MxNDArray;
import ai.djl.mxnet.engine.MxNDManager;
import ai.djl.mxnet.engine.MxSymbolBlock;
import ai.djl.mxnet.engine.Symbol;
import ai.djl.mxnet.jna.JnaUtils;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.util.PairList;
import com.sun.jna.ptr.PointerByReference;
import dev.highorder.graph.Graph;
import dev.highorder.graph.Node;
import dev.highorder.graph.Operator;
import dev.highorder.graph.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A graph that MXNet runs as one operator, for inputs of the shapes that it was compiled for. */
final class CompiledGraph {

  /** What a graph is run for. */
  enum Use {
    /** The memory is planned ahead and kept; each shape would be planned beside the first. */
    INFERENCE,
    /** As in inference, and gradients go back through it. */
    TRAINING,
    /** As in training, but the memory is free again between passes. */
    SEGMENT
  }

  private final CachedOp operator;
  private final MxNDArray[] arguments;

  /** The place of each input among the arguments. */
  private final List<Integer> places = new ArrayList<>();

  /**
   * Compiles a graph.
   *
   * @param manager what it belongs to, and is closed with
   * @param parameters the values by name; they stay open, and are read in each run
   * @throws RuntimeException if MXNet does not take it; some faults show only in the first run
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
    if (places.isEmpty()) {
      throw new IllegalStateException("its output does not depend on its input");
    }
    operator =
        use == Use.SEGMENT
            ? withoutMemory(block, (MxNDManager) manager)
            : JnaUtils.createCachedOp(block, (MxNDManager) manager, use == Use.TRAINING);
  }

  /** DJL has one setting for all operators, and that is to keep their memory. */
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
    Tensor value = ((Operator.Constant) node.operator()).value();
    Shape shape = new Shape(value.shape().stream().mapToLong(Long::longValue).toArray());
    NDArray array = manager.create(value.values(), shape);
    if (array.getDataType() != DataType.FLOAT32) {
      throw new IllegalStateException("a constant became " + array.getDataType());
    }
    return array;
  }

  /** DJL tells parameters from inputs by whether they have a value; it would rename the array. */
  private static void bind(Parameter variable, NDArray array) {
    try (NDArray value = array.stopGradient()) {
      variable.setArray(value);
    }
  }

  /**
   * Runs a graph of one input and one output; what is being recorded records it.
   *
   * @param x an input of the shape that every run has; it stays open
   * @return the output, in the input's manager
   */
  NDArray forward(NDArray x) {
    return forward(List.of(x))[0];
  }

  /**
   * Runs the graph; what is being recorded records it.
   *
   * @param inputs of the shapes that every run has; they stay open
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
