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
import dev.highorder.graph.Graph;
import dev.highorder.graph.Node;
import dev.highorder.graph.Operator;
import dev.highorder.graph.Tensor;
import java.util.List;
import java.util.Map;

/**
 * A graph that MXNet runs as one operator, whose memory is planned ahead; for inputs of one shape,
 * since each further shape would be planned beside the first.
 */
final class CompiledGraph {

  private final CachedOp operator;
  private final MxNDArray[] arguments;
  private int input = -1;

  /**
   * Compiles a graph.
   *
   * @param manager what it belongs to, and is closed with
   * @param parameters the values by name; they stay open, and are read in each run
   * @param training whether gradients are to go back through it
   * @throws RuntimeException if MXNet does not take it; some faults show only in the first run
   */
  CompiledGraph(Graph graph, NDManager manager, Map<String, NDArray> parameters, boolean training) {
    SymbolWriter.Written written = SymbolWriter.write(graph, training);
    MxSymbolBlock block =
        new MxSymbolBlock(manager, Symbol.loadJson((MxNDManager) manager, written.json()));
    List<Parameter> variables = block.getAllParameters();
    arguments = new MxNDArray[variables.size()];
    for (int i = 0; i < arguments.length; i++) {
      String name = variables.get(i).getName();
      if (name.equals(SymbolWriter.INPUT)) {
        input = i;
      } else {
        arguments[i] = (MxNDArray) array(written.values().get(name), manager, parameters);
        bind(variables.get(i), arguments[i]);
      }
    }
    if (input < 0) {
      throw new IllegalStateException("its output does not depend on its input");
    }
    operator = JnaUtils.createCachedOp(block, (MxNDManager) manager, training);
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
   * Runs the graph; what is being recorded records it.
   *
   * @param x an input of the shape that every run has; it stays open
   * @return the output, in the input's manager
   */
  NDArray forward(NDArray x) {
    MxNDArray[] inputs = arguments.clone();
    inputs[input] = (MxNDArray) x;
    return JnaUtils.cachedOpInvoke((MxNDManager) x.getManager(), operator.getHandle(), inputs)[0];
  }
}
