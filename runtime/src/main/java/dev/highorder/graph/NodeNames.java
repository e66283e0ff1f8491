package dev.highorder.graph;

import dev.highorder.graph.Operator.Constant;
import dev.highorder.graph.Operator.Opaque;
import dev.highorder.graph.Operator.Parameter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Names of the nodes of a graph, for files that people look at: each tells which part of the
 * network its node is from.
 *
 * <p>Parameters keep their names, such as {@code 02stack1_01block1-k1_01Conv2d_weight}. An operator
 * that reads a parameter is called after the layer, {@code 02stack1_01block1-k1_01Conv2d}; any
 * other operator after the part that contains its input and what it does, {@code
 * 02stack1_01block1-k1_relu}.
 */
public final class NodeNames {

  /** The name of the network's input. */
  public static final String INPUT = "input";

  private static final String SEPARATOR = "_";

  private final Map<Node, String> names = new HashMap<>();
  private final Set<String> taken = new HashSet<>();

  /** The part of the network that each computed node is from. */
  private final Map<Node, String> parts = new HashMap<>();

  /** The nodes whose part is a layer with parameters. */
  private final Set<Node> layers = new HashSet<>();

  private NodeNames() {}

  /** Returns a name for each node, all different. */
  public static Map<Node, String> of(Graph graph) {
    NodeNames names = new NodeNames();
    names.taken.add(INPUT);
    graph.nodes().forEach(names::add);
    return names.names;
  }

  private void add(Node node) {
    String name = node.operator() instanceof Operator.Input ? INPUT : unique(proposal(node));
    names.put(node, name);
  }

  private String unique(String proposal) {
    String name = proposal;
    for (int i = 2; !taken.add(name); i++) {
      name = proposal + SEPARATOR + i;
    }
    return name;
  }

  private String proposal(Node node) {
    if (node.inputs().isEmpty()) {
      String name = origin(node);
      return name.isEmpty() ? "constant" : name;
    }
    List<String> origins = node.inputs().stream().map(this::origin).toList();
    if (node.inputs().stream().allMatch(this::isFixed)) {
      return origins.get(0) + SEPARATOR + verb(node);
    }
    String parameter = origins.stream().filter(name -> !name.isEmpty()).findFirst().orElse("");
    if (!parameter.isEmpty()) {
      String layer = parent(parameter);
      parts.put(node, layer);
      layers.add(node);
      return layer;
    }
    Node source = source(node);
    String part = parts.getOrDefault(source, "");
    String own = layers.contains(source) && !parent(part).isEmpty() ? parent(part) : part;
    parts.put(node, own);
    return own.isEmpty() ? verb(node) : own + SEPARATOR + verb(node);
  }

  /** Returns the last input that is computed: of a sum, that which was computed last. */
  private Node source(Node node) {
    Node source = node.input(0);
    for (Node input : node.inputs()) {
      source = parts.containsKey(input) ? input : source;
    }
    return source;
  }

  /** Returns whether a node depends on parameters and constants alone. */
  private boolean isFixed(Node node) {
    return !parts.containsKey(node) && !(node.operator() instanceof Operator.Input);
  }

  /** Returns the name of the parameter that a fixed node comes from; empty if there is none. */
  private String origin(Node node) {
    if (node.operator() instanceof Parameter parameter) {
      return parameter.name();
    }
    if (node.operator() instanceof Constant constant) {
      return constant.name();
    }
    return isFixed(node) && !node.inputs().isEmpty() ? origin(node.input(0)) : "";
  }

  private static String parent(String name) {
    int end = name.lastIndexOf(SEPARATOR);
    return end < 0 ? "" : name.substring(0, end);
  }

  private static String verb(Node node) {
    if (node.operator() instanceof Opaque opaque) {
      String kind = opaque.settings().getOrDefault("act_type", opaque.name());
      return kind.toLowerCase(Locale.ROOT).replaceAll("^_+(np|npi|npx|contrib)_", "");
    }
    if (node.operator() instanceof Operator.WeightedSum sum) {
      return sum.coefficients().size() == 1 ? "scale" : "sum";
    }
    if (node.operator() instanceof Operator.Output output) {
      return Integer.toString(output.index());
    }
    return node.operator() instanceof Operator.GlobalAveragePool
        ? "mean"
        : node.operator().getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }
}
