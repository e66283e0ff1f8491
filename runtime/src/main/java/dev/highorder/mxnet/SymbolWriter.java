package dev.highorder.mxnet;

import ai.djl.mxnet.jna.JnaUtils;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.highorder.graph.Graph;
import dev.highorder.graph.Node;
import dev.highorder.graph.Operator;
import dev.highorder.graph.Operator.Convolution;
import dev.highorder.graph.Operator.FusedConvolution;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Writes a graph as the JSON text of an MXNet symbol, in operators that keep oneDNN's blocked
 * layout on a CPU.
 */
final class SymbolWriter {

  /**
   * Returns the name of an input's variable; input 0 is the network's, or the first of a segment.
   */
  static String input(int index) {
    return "input" + index;
  }

  private final boolean training;
  private final JsonArray nodes = new JsonArray();
  private final JsonArray variables = new JsonArray();
  private final JsonArray offsets = new JsonArray();
  private final Map<Node, Integer> numbers = new HashMap<>();
  private final Map<String, Node> values = new LinkedHashMap<>();

  /** The names of nodes that people shall recognise; empty for numbers. */
  private final Map<Node, String> names;

  private SymbolWriter(boolean training, Map<Node, String> names) {
    this.training = training;
    this.names = names;
  }

  /**
   * A graph as text.
   *
   * @param json the text that MXNet loads
   * @param values the parameters and constants by the names of the variables
   */
  record Written(String json, Map<String, Node> values) {}

  /** An operator of MXNet and its settings. */
  private record Call(String name, Map<String, String> settings) {

    static Call of(String name, String... keysAndValues) {
      Map<String, String> settings = new TreeMap<>();
      for (int i = 0; i < keysAndValues.length; i += 2) {
        settings.put(keysAndValues[i], keysAndValues[i + 1]);
      }
      return new Call(name, settings);
    }
  }

  /**
   * Writes a graph.
   *
   * @param training whether gradients will flow back through the graph
   */
  static Written write(Graph graph, boolean training) {
    return write(graph, new SymbolWriter(training, Map.of()));
  }

  /**
   * Writes a graph for inference that leaves this process.
   *
   * @param names the names of the nodes
   */
  static Written write(Graph graph, Map<Node, String> names) {
    return write(graph, new SymbolWriter(false, names));
  }

  private static Written write(Graph graph, SymbolWriter writer) {
    JsonObject json = writer.json(graph);
    JsonObject attributes = new JsonObject();
    attributes.add("is_np_shape", typed(2)); // NumPy's shapes, as in traced symbols
    // MXNet announces that it upgrades symbols of other versions.
    attributes.add("mxnet_version", typed(JnaUtils.getVersion()));
    json.add("attrs", attributes);
    return new Written(json.toString(), writer.values);
  }

  private static JsonArray typed(int value) {
    JsonArray pair = new JsonArray();
    pair.add("int");
    pair.add(value);
    return pair;
  }

  private JsonObject json(Graph graph) {
    graph.nodes().forEach(this::add);
    JsonArray heads = new JsonArray();
    boolean hasSeveral = graph.output().operator() instanceof Operator.Tuple;
    (hasSeveral ? graph.output().inputs() : List.of(graph.output()))
        .forEach(output -> heads.add(entry(output)));
    offsets.add(nodes.size());
    JsonObject json = new JsonObject();
    json.add("nodes", nodes);
    json.add("arg_nodes", variables);
    json.add("node_row_ptr", offsets);
    json.add("heads", heads);
    return json;
  }

  private void add(Node node) {
    if (node.operator() instanceof Operator.Output || node.operator() instanceof Operator.Tuple) {
      return; // part of the entries of their readers, and of the heads
    }
    int number = nodes.size();
    numbers.put(node, number);
    offsets.add(number);
    if (node.operator() instanceof Operator.Input) {
      addVariable(names.getOrDefault(node, input(0)));
    } else if (node.operator() instanceof Operator.Placeholder earlier) {
      addVariable(input(earlier.index()));
    } else if (node.operator() instanceof Operator.Parameter
        || node.operator() instanceof Operator.Constant) {
      String name = names.getOrDefault(node, "value" + number);
      values.put(name, node);
      addVariable(name);
    } else {
      JsonObject json = json(call(node), names.getOrDefault(node, "node" + number), node.inputs());
      if (node.operator() instanceof FusedConvolution fused) {
        JsonArray parts = new JsonArray();
        parts.add(new SymbolWriter(training, Map.of()).json(unfused(fused)));
        json.add("subgraphs", parts);
      }
      nodes.add(json);
    }
  }

  private void addVariable(String name) {
    variables.add(nodes.size());
    nodes.add(json(Call.of("null"), name, List.of()));
  }

  private JsonObject json(Call call, String name, List<Node> inputs) {
    JsonObject json = new JsonObject();
    json.addProperty("op", call.name());
    json.addProperty("name", name);
    if (!call.settings().isEmpty()) {
      JsonObject attributes = new JsonObject();
      call.settings().forEach(attributes::addProperty);
      json.add("attrs", attributes);
    }
    JsonArray entries = new JsonArray();
    inputs.forEach(input -> entries.add(entry(input)));
    json.add("inputs", entries);
    return json;
  }

  private JsonArray entry(Node node) {
    boolean isPart = node.operator() instanceof Operator.Output;
    JsonArray entry = new JsonArray();
    entry.add(numbers.get(isPart ? node.input(0) : node));
    entry.add(isPart ? ((Operator.Output) node.operator()).index() : 0);
    entry.add(0);
    return entry;
  }

  /** Returns the graph of a fused convolution's parts, which MXNet requires with the operator. */
  private static Graph unfused(FusedConvolution fused) {
    List<Node> inputs = new ArrayList<>();
    for (int i = 0; i < (fused.convolution().hasBias() ? 3 : 2); i++) {
      inputs.add(new Node(new Operator.Parameter("input" + i)));
    }
    Node output = new Node(fused.convolution(), inputs);
    if (fused.hasRelu()) {
      output = new Node(new Operator.Relu(), output);
    }
    if (fused.hasSum()) {
      Node addend = new Node(new Operator.Parameter("addend"));
      output = new Node(Operator.WeightedSum.plain(2), output, addend);
    }
    if (fused.hasLastRelu()) {
      output = new Node(new Operator.Relu(), output);
    }
    return new Graph(output);
  }

  private Call call(Node node) {
    Operator operator = node.operator();
    if (operator instanceof Operator.WeightedSum sum) {
      return sum(sum);
    }
    if (operator instanceof FusedConvolution fused) {
      return fused(fused);
    }
    if (operator instanceof Convolution convolution) {
      return convolution(convolution);
    }
    if (operator instanceof Operator.BatchNorm norm) {
      return Call.of(
          "BatchNorm",
          "axis",
          "1",
          "eps",
          Double.toString(norm.epsilon()),
          "fix_gamma",
          "False",
          "momentum",
          Double.toString(norm.momentum()));
    }
    if (operator instanceof Operator.Relu) {
      return Call.of("Activation", "act_type", "relu");
    }
    if (operator instanceof Operator.GlobalAveragePool) {
      return mean();
    }
    if (operator instanceof Operator.Copy) {
      return Call.of("identity");
    }
    Operator.Opaque foreign = (Operator.Opaque) operator;
    return new Call(foreign.name(), foreign.settings());
  }

  private static Call sum(Operator.WeightedSum sum) {
    int inputs = sum.coefficients().size();
    if (inputs == 1) {
      return Call.of("_mul_scalar", "scalar", sum.coefficients().get(0).toString());
    }
    if (!sum.equals(Operator.WeightedSum.plain(inputs))) {
      throw new IllegalArgumentException("MXNet has no operator for " + sum);
    }
    return inputs == 2
        ? Call.of("elemwise_add")
        : Call.of("add_n", "num_args", Integer.toString(inputs));
  }

  private static Call fused(FusedConvolution fused) {
    Map<String, String> settings = new TreeMap<>();
    if (fused.hasRelu()) {
      settings.put("with_act", "true");
    }
    if (fused.hasSum()) {
      settings.put("with_sum", "true");
    }
    if (fused.hasLastRelu()) {
      settings.put("with_postsum_act", "true");
    }
    return new Call("_sg_mkldnn_conv", settings);
  }

  private static Call convolution(Convolution convolution) {
    return Call.of(
        "Convolution",
        "kernel",
        tuple(convolution.window().kernel()),
        "stride",
        tuple(convolution.window().stride()),
        "pad",
        tuple(convolution.window().padding()),
        "dilate",
        tuple(convolution.window().dilation()),
        "num_filter",
        Integer.toString(convolution.filters()),
        "num_group",
        Integer.toString(convolution.groups()),
        "no_bias",
        Boolean.toString(!convolution.hasBias()));
  }

  /**
   * Returns the mean over an image. In inference, oneDNN's pooling takes any layout. In training,
   * its backward pass is slow, and batch normalisations inherit the layout that it chooses for
   * gradients, in which oneDNN has no fast code for them: together a quarter of a training step,
   * measured with DNNL_VERBOSE.
   */
  private Call mean() {
    return training
        ? Call.of("mean", "axis", "(2, 3)", "keepdims", "True")
        : Call.of("Pooling", "global_pool", "True", "kernel", "(1, 1)", "pool_type", "avg");
  }

  private static String tuple(List<Integer> numbers) {
    return numbers.stream().map(Object::toString).collect(Collectors.joining(", ", "(", ")"));
  }
}
