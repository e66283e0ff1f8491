package dev.highorder.mxnet;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.mxnet.engine.MxGradientCollector;
import ai.djl.mxnet.engine.Symbol;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import dev.highorder.graph.Operator;
import dev.highorder.network.ParameterCopies;
import dev.highorder.stack.TemporariesListener;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The variables of a trace, by the names that MXNet gives them: the input, the parameters, and the
 * arrays that the network creates while it runs, such as the square root by which attention
 * divides.
 *
 * <p>MXNet treats arrays that are marked for gradients as variables, so the input and copies of all
 * parameters are marked. An array that is read by an operator but was computed by none is a
 * variable, too; it must be found before it is freed.
 */
final class TracedVariables extends ParameterStore implements TemporariesListener {

  /** The names of arrays that no operator computed. */
  private static final Pattern VARIABLE = Pattern.compile("(null|var)\\d+");

  private final NDManager manager;
  private final ParameterCopies copies;
  private final Map<String, Operator> operators = new HashMap<>();
  private final Map<String, Shape> shapes = new HashMap<>();

  /**
   * Marks the input and copies of the parameters.
   *
   * @param manager the manager of the copies
   * @param scale a factor by which the copies are multiplied
   */
  TracedVariables(NDManager manager, Block network, NDArray input, double scale) {
    super(manager, false);
    this.manager = manager;
    copies = new ParameterCopies(manager, network, Device.cpu(), false);
    // By identity: arrays compare all their numbers.
    Set<NDArray> distinct = Collections.newSetFromMap(new IdentityHashMap<>());
    distinct.addAll(copies.byName().values());
    distinct.forEach(copy -> copy.muli(scale));
    copies.byName().forEach((name, copy) -> mark(copy, new Operator.Parameter(name)));
    mark(input, new Operator.Input());
  }

  private void mark(NDArray array, Operator operator) {
    array.setRequiresGradient(true);
    try (Symbol symbol = MxGradientCollector.getSymbol(manager, array)) {
      operators.put(symbol.getOutputNames()[0], operator);
      shapes.put(symbol.getOutputNames()[0], array.getShape());
    }
  }

  @Override
  public NDArray getValue(Parameter parameter, Device device, boolean training) {
    return copies.getValue(parameter, device, training);
  }

  /** Reads the arrays that the network created and used. */
  @Override
  public void beforeClosing(NDManager scope) {
    for (NDArray array : scope.getManagedArrays()) {
      String name = array.getDataType() == DataType.FLOAT32 ? tracedName(array) : "";
      if (VARIABLE.matcher(name).matches() && !operators.containsKey(name)) {
        operators.put(name, new Operator.Constant(ArrayTensors.read(array)));
        shapes.put(name, array.getShape());
      }
    }
  }

  /** Returns the name that MXNet gave to an array; empty if it has none. */
  private String tracedName(NDArray array) {
    Symbol symbol;
    try {
      symbol = MxGradientCollector.getSymbol(manager, array);
    } catch (EngineException e) { // no operator has read or written it
      return "";
    }
    try (symbol) {
      return symbol.getOutputNames()[0];
    }
  }

  /** Returns the operator for which each variable stands. */
  Map<String, Operator> operators() {
    return operators;
  }

  /** Returns the shape of each variable. */
  Map<String, Shape> shapes() {
    return shapes;
  }
}
