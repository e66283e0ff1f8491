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
import dev.highorder.parameters.TemporariesListener;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The arrays that a record begins with, by the names that MXNet gives to them: the input, the
 * parameters, and what the network creates while it runs, such as the square root that attention
 * divides by.
 *
 * <p>MXNet takes what is marked for gradients as variables, so copies of all parameters are marked.
 * What it did not compute itself, and finds in front of an operator, it takes as a variable too;
 * such an array has to be found before it is freed.
 */
final class RecordedArrays extends ParameterStore implements TemporariesListener {

  /** What MXNet calls arrays that no operator computed. */
  private static final Pattern VARIABLE = Pattern.compile("(null|var)\\d+");

  private final NDManager manager;
  private final ParameterCopies copies;
  private final Map<String, Operator> operators = new HashMap<>();
  private final Map<String, Shape> shapes = new HashMap<>();

  /**
   * Marks the input and copies of the parameters.
   *
   * @param manager what the copies belong to
   * @param scale what the copies are multiplied by
   */
  RecordedArrays(NDManager manager, Block network, NDArray input, double scale) {
    super(manager, false);
    this.manager = manager;
    copies = new ParameterCopies(manager, network, Device.cpu(), false);
    for (NDArray copy : Set.copyOf(copies.byName().values())) {
      if (copy.getDataType() == DataType.FLOAT32) {
        copy.muli(scale);
      }
    }
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

  /** Keeps the values of what the network created and used. */
  @Override
  public void beforeClosing(NDManager scope) {
    for (NDArray array : scope.getManagedArrays()) {
      String name = array.getDataType() == DataType.FLOAT32 ? recordedName(array) : "";
      if (VARIABLE.matcher(name).matches() && !operators.containsKey(name)) {
        operators.put(
            name, new Operator.Constant(MxNetThreads.aside(() -> Recorder.values(array))));
        shapes.put(name, array.getShape());
      }
    }
  }

  /** Returns the name that MXNet gave to an array; empty if it has none. */
  private String recordedName(NDArray array) {
    Symbol symbol;
    try {
      symbol = MxGradientCollector.getSymbol(manager, array);
    } catch (EngineException e) { // it was not yet in front of an operator
      return "";
    }
    try (symbol) {
      return symbol.getOutputNames()[0];
    }
  }

  /** Returns what each variable stands for. */
  Map<String, Operator> operators() {
    return operators;
  }

  /** Returns the shape of each variable. */
  Map<String, Shape> shapes() {
    return shapes;
  }
}
