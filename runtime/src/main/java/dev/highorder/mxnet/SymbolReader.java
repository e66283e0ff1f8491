package dev.highorder.mxnet;

import ai.djl.mxnet.engine.MxNDManager;
import ai.djl.mxnet.engine.Symbol;
import ai.djl.mxnet.jna.JnaUtils;
import ai.djl.ndarray.types.Shape;
import ai.djl.util.PairList;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.highorder.backend.UntraceableNetworkException;
import dev.highorder.graph.Graph;
import dev.highorder.graph.Node;
import dev.highorder.graph.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Reads a graph from an MXNet symbol; only this class knows the names of MXNet's operators. */
final class SymbolReader {

  private final Map<String, Operator> variables;
  private final List<Node> nodes = new ArrayList<>();
  private final List<List<Shape>> shapes = new ArrayList<>();

  private SymbolReader(Map<String, Operator> variables) {
    this.variables = variables;
  }

  /**
   * Reads a symbol of one output.
   *
   * @param variables the operator for which each variable of the symbol stands
   * @param inputs the shape of each variable
   */
  static Graph read(
      MxNDManager manager,
      Symbol symbol,
      Map<String, Operator> variables,
      Map<String, Shape> inputs) {
    JsonObject json = JsonParser.parseString(symbol.toJsonString()).getAsJsonObject();
    SymbolReader reader = new SymbolReader(variables);
    reader.infer(manager, json, inputs);
    reader.read(json);
    return new Graph(reader.value(json.getAsJsonArray("heads").get(0).getAsJsonArray()));
  }

  /**
   * Infers the shapes of all outputs. The shapes of variables are given as their attributes,
   * because DJL 0.35 mixes them up when several are given as arguments.
   */
  private void infer(MxNDManager manager, JsonObject json, Map<String, Shape> inputs) {
    JsonObject shaped = json.deepCopy();
    for (JsonElement element : shaped.getAsJsonArray("nodes")) {
      JsonObject node = element.getAsJsonObject();
      if (isVariable(node)) {
        JsonObject settings = new JsonObject();
        settings.addProperty("__shape__", inputs.get(name(node)).toString());
        node.add("attrs", settings);
      }
    }
    try (Symbol symbol = Symbol.loadJson(manager, shaped.toString());
        Symbol internals = symbol.getInternals()) {
      List<Shape> all = JnaUtils.inferShape(internals, new PairList<>()).get(1);
      String[] names = internals.getOutputNames(); // node after node, as "node_1_output"
      int end = 0;
      for (JsonElement element : json.getAsJsonArray("nodes")) {
        String name = name(element.getAsJsonObject());
        int begin = end;
        while (end < names.length
            && (names[end].equals(name) || names[end].startsWith(name + "_"))) {
          end++;
        }
        shapes.add(all.subList(begin, end));
      }
    }
  }

  private static boolean isVariable(JsonObject node) {
    return node.get("op").getAsString().equals("null");
  }

  private static String name(JsonObject node) {
    return node.get("name").getAsString();
  }

  private void read(JsonObject json) {
    for (JsonElement element : json.getAsJsonArray("nodes")) {
      JsonObject node = element.getAsJsonObject();
      List<Node> inputs = new ArrayList<>();
      List<Shape> inputShapes = new ArrayList<>();
      for (JsonElement input : node.getAsJsonArray("inputs")) {
        inputs.add(value(input.getAsJsonArray()));
        inputShapes.add(shape(input.getAsJsonArray()));
      }
      nodes.add(new Node(operator(node, inputShapes), inputs));
    }
  }

  private Shape shape(JsonArray entry) {
    return shapes.get(entry.get(0).getAsInt()).get(entry.get(1).getAsInt());
  }

  /**
   * Returns the value of an entry. Batch normalisations have three outputs; only the first is read.
   */
  private Node value(JsonArray entry) {
    Node node = nodes.get(entry.get(0).getAsInt());
    int index = entry.get(1).getAsInt();
    return node.operator() instanceof Operator.Opaque
            && shapes.get(entry.get(0).getAsInt()).size() > 1
        ? new Node(new Operator.Output(index), node)
        : requireFirst(node, index);
  }

  private static Node requireFirst(Node node, int index) {
    if (index > 0) {
      throw new UntraceableNetworkException(
          "It reads output %s of %s; only the first is supported.".formatted(index + 1, node));
    }
    return node;
  }

  private Operator operator(JsonObject node, List<Shape> inputs) {
    if (isVariable(node)) {
      return variables.get(name(node));
    }
    String name = node.get("op").getAsString();
    Map<String, String> settings = new TreeMap<>();
    if (node.has("attrs")) {
      node.getAsJsonObject("attrs")
          .entrySet()
          .forEach(entry -> settings.put(entry.getKey(), entry.getValue().getAsString()));
    }
    return switch (name) {
      case "_copy", "_np_copy", "_npi_copy", "_copyto", "_npi_copyto", "identity" ->
          new Operator.Copy();
      case "Dropout" ->
          Double.parseDouble(settings.getOrDefault("p", "0.5")) == 0
              ? new Operator.Copy()
              : new Operator.Opaque(name, settings);
      case "Activation" ->
          settings.get("act_type").equals("relu")
              ? new Operator.Relu()
              : new Operator.Opaque(name, settings);
      case "_npi_add", "elemwise_add", "_npi_subtract", "elemwise_sub" ->
          inputs.get(0).equals(inputs.get(1))
              ? new Operator.WeightedSum(List.of(1.0, name.endsWith("add") ? 1.0 : -1.0))
              : new Operator.Opaque(name, settings); // one is broadcast
      case "_npi_multiply_scalar", "_mul_scalar" -> scaling(settings, false);
      case "_npi_true_divide_scalar", "_div_scalar" -> scaling(settings, true);
      case "Pooling" -> pooling(settings);
      case "Convolution" -> convolution(settings, inputs);
      case "BatchNorm" -> normalisation(settings);
      default -> new Operator.Opaque(name, settings);
    };
  }

  private static Operator scaling(Map<String, String> settings, boolean divides) {
    double number = Double.parseDouble(settings.get("scalar"));
    return new Operator.WeightedSum(List.of(divides ? 1 / number : number));
  }

  private static Operator pooling(Map<String, String> settings) {
    boolean isMean =
        isTrue(settings, "global_pool")
            && "avg".equals(settings.get("pool_type"))
            && numbers(settings, "kernel", 1).size() == 2;
    return isMean ? new Operator.GlobalAveragePool() : new Operator.Opaque("Pooling", settings);
  }

  private static Operator convolution(Map<String, String> settings, List<Shape> inputs) {
    List<Integer> kernel = numbers(settings, "kernel", 1);
    String layout = settings.getOrDefault("layout", "NCHW");
    if (kernel.size() != 2 || !(layout.equals("NCHW") || layout.equals("None"))) {
      return new Operator.Opaque("Convolution", settings);
    }
    return new Operator.Convolution(
        new Operator.Window(
            kernel,
            numbers(settings, "stride", 1),
            numbers(settings, "pad", 0),
            numbers(settings, "dilate", 1)),
        Integer.parseInt(settings.get("num_filter")),
        Integer.parseInt(settings.getOrDefault("num_group", "1")),
        inputs.size() == 3,
        LongStream.of(inputs.get(0).slice(1).getShape()).boxed().toList());
  }

  private static Operator normalisation(Map<String, String> settings) {
    boolean isUsual =
        settings.getOrDefault("axis", "1").equals("1")
            && !settings.getOrDefault("fix_gamma", "True").equalsIgnoreCase("true")
            && !isTrue(settings, "use_global_stats")
            && !isTrue(settings, "output_mean_var");
    return isUsual
        ? new Operator.BatchNorm(
            Double.parseDouble(settings.getOrDefault("eps", "1e-3")),
            Double.parseDouble(settings.getOrDefault("momentum", "0.9")))
        : new Operator.Opaque("BatchNorm", settings);
  }

  private static boolean isTrue(Map<String, String> settings, String key) {
    return settings.getOrDefault(key, "False").equalsIgnoreCase("true");
  }

  /** Reads {@code (3, 3)}. */
  private static List<Integer> numbers(Map<String, String> settings, String key, int otherwise) {
    String text = settings.getOrDefault(key, "()").replaceAll("[()\\s]", "");
    return text.isEmpty()
        ? List.of(otherwise, otherwise)
        : Stream.of(text.split(",", -1)).filter(n -> !n.isEmpty()).map(Integer::valueOf).toList();
  }
}
