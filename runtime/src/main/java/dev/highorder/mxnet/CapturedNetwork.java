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
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.highorder.parameters.ParameterCopies;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

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

  /** How far outputs may lie apart, beside the largest: rounding, in another order. */
  private static final double TOLERANCE = 1e-4;

  /** In the record, the input stands where a parameter has its name. */
  private static final String INPUT = "";

  private final NDManager manager;
  private final MxSymbolBlock graph;
  private final ParameterStore parameters;

  /**
   * A recorded forward pass.
   *
   * @param names for each variable of the graph the parameter's name, or {@link #INPUT}
   */
  private record Recording(Symbol symbol, Map<String, String> names) {

    /** Returns the operators, their settings and what they read, whatever MXNet numbered. */
    List<String> structure() {
      List<String> nodes = new ArrayList<>();
      for (JsonElement element :
          JsonParser.parseString(symbol.toJsonString()).getAsJsonObject().getAsJsonArray("nodes")) {
        JsonObject node = element.getAsJsonObject();
        String op = node.get("op").getAsString();
        String what = op.equals("null") ? names.get(node.get("name").getAsString()) : op;
        nodes.add("%s %s %s".formatted(what, node.get("attrs"), node.get("inputs")));
      }
      return nodes;
    }
  }

  private CapturedNetwork(NDManager manager, MxSymbolBlock graph) {
    this.manager = manager;
    this.graph = graph;
    parameters = new ParameterStore(manager, false);
  }

  /**
   * Records a network, and makes sure that the graph computes what the network computes: of the
   * example and of noise.
   *
   * @param network is initialised, has one input and one output
   * @param parent what the graph belongs to
   * @param example an input of the shape that every input will have; it stays open
   * @throws IllegalStateException if that is not possible: where the network creates arrays of its
   *     own while it runs, where its operators depend on numbers that are read half-way, or where
   *     MXNet cannot compile the graph
   */
  public static CapturedNetwork of(Block network, NDManager parent, NDArray example) {
    NDManager manager = parent.newSubManager();
    try {
      NDArray noise = noise(manager, example.getShape());
      Recording recording = record(network, manager, example);
      Recording again = record(network, manager, noise);
      if (!recording.structure().equals(again.structure())) {
        throw new IllegalStateException("what it does depends on the numbers of its input");
      }
      again.symbol().close();
      CapturedNetwork captured = new CapturedNetwork(manager, bound(network, manager, recording));
      captured.requireSame(network, example);
      captured.requireSame(network, noise);
      noise.close();
      return captured;
    } catch (RuntimeException e) {
      manager.close();
      throw new IllegalStateException(
          "The network cannot be recorded for %s: %s".formatted(example.getShape(), e.getMessage()),
          e);
    }
  }

  /** Returns normally distributed numbers without touching the engine's own random numbers. */
  private static NDArray noise(NDManager manager, Shape shape) {
    Random random = new Random(1);
    float[] numbers = new float[Math.toIntExact(shape.size())];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) (3 * random.nextGaussian());
    }
    return manager.create(numbers, shape);
  }

  /**
   * Records a forward pass. MXNet takes what is marked for gradients as variables, so copies of all
   * parameters are marked, and the input.
   */
  private static Recording record(Block network, NDManager manager, NDArray input) {
    Map<String, String> names = new HashMap<>();
    try (NDManager scope = manager.newSubManager()) {
      ParameterCopies copies = new ParameterCopies(scope, network, Device.cpu(), false);
      copies.byName().forEach((name, copy) -> names.put(mark(scope, copy), name));
      NDArray x = input.duplicate();
      x.attach(scope);
      names.put(mark(scope, x), INPUT);
      JnaUtils.autogradSetIsRecording(true);
      Symbol symbol;
      try {
        NDArray y = network.forward(copies, new NDList(x), false).singletonOrThrow();
        symbol = MxGradientCollector.getSymbol(manager, y);
      } finally {
        JnaUtils.autogradSetIsRecording(false);
      }
      for (String variable : symbol.getAllNames()) {
        if (!names.containsKey(variable)) {
          throw new IllegalStateException(
              "it creates arrays of its own while it runs, whose values are not in the record");
        }
      }
      return new Recording(symbol, names);
    }
  }

  /** Makes an array a variable and returns the name that MXNet gave it. */
  private static String mark(NDManager scope, NDArray array) {
    array.setRequiresGradient(true);
    try (Symbol symbol = MxGradientCollector.getSymbol(scope, array)) {
      return symbol.getOutputNames()[0];
    }
  }

  /** Fuses the graph and gives its variables the network's arrays. */
  private static MxSymbolBlock bound(Block network, NDManager manager, Recording recording) {
    MxSymbolBlock plain = new MxSymbolBlock(manager, recording.symbol());
    plain.optimizeFor(FUSION);
    MxSymbolBlock graph = new MxSymbolBlock((MxNDManager) manager, plain.getSymbol());
    Map<String, NDArray> arrays = new HashMap<>();
    network.getParameters().forEach(e -> arrays.put(e.getKey(), e.getValue().getArray()));
    List<String> inputs = new ArrayList<>();
    for (Parameter variable : graph.getAllParameters()) {
      String name = recording.names().get(variable.getName());
      if (name.equals(INPUT)) {
        inputs.add(variable.getName());
      } else {
        // The same memory under another handle, which the graph may name and close.
        NDArray value = arrays.get(name).stopGradient();
        value.attach(manager);
        variable.setArray(value);
      }
    }
    graph.setInputNames(inputs);
    return graph;
  }

  private void requireSame(Block network, NDArray input) {
    try (NDManager scope = manager.newSubManager()) {
      NDArray x = input.duplicate();
      x.attach(scope);
      NDArray expected =
          network
              .forward(new ParameterStore(scope, false), new NDList(x), false)
              .singletonOrThrow();
      if (!agree(forward(x).toFloatArray(), expected.toFloatArray())) {
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
