package dev.highorder.mxnet;

import dev.highorder.backend.UntraceableNetworkException;
import dev.highorder.graph.Graph;
import dev.highorder.graph.Node;
import dev.highorder.graph.Operator;
import dev.highorder.graph.Operator.Constant;
import dev.highorder.graph.Operator.Opaque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes one graph that holds for every batch size out of two that were traced with different ones:
 * reshapes, which hold the batch size as a number, take it from their input instead.
 */
final class BatchSizes {

  private static final String RESHAPE = "_np_reshape";
  private static final String SHAPE = "newshape";

  private BatchSizes() {}

  /**
   * Returns a graph that stands for both.
   *
   * @param oneSize the batch size of the first graph
   * @param otherSize the batch size of the second graph
   * @throws UntraceableNetworkException if they differ in anything but the batch size
   */
  static Graph generalised(Graph one, int oneSize, Graph other, int otherSize) {
    List<Node> nodes = one.nodes();
    List<Node> others = other.nodes();
    if (!wiring(nodes).equals(wiring(others))) {
      throw new UntraceableNetworkException("Its operators depend on the numbers of its input.");
    }
    Map<Node, Node> replacements = new HashMap<>();
    for (int i = 0; i < nodes.size(); i++) {
      Operator operator =
          generalised(nodes.get(i).operator(), oneSize, others.get(i).operator(), otherSize);
      replacements.put(
          nodes.get(i),
          new Node(operator, nodes.get(i).inputs().stream().map(replacements::get).toList()));
    }
    return new Graph(replacements.get(one.output()));
  }

  /** Returns the numbers of the inputs of each node. */
  private static List<List<Integer>> wiring(List<Node> nodes) {
    Map<Node, Integer> numbers = new HashMap<>();
    nodes.forEach(node -> numbers.put(node, numbers.size()));
    return nodes.stream().map(node -> node.inputs().stream().map(numbers::get).toList()).toList();
  }

  private static Operator generalised(Operator one, int oneSize, Operator other, int otherSize) {
    if (one.equals(other)) {
      return one;
    }
    if (one instanceof Opaque a
        && other instanceof Opaque b
        && a.name().equals(RESHAPE)
        && b.name().equals(RESHAPE)) {
      List<String> shape = dimensions(a);
      List<String> otherShape = dimensions(b);
      if (shape.get(0).equals("" + oneSize) && otherShape.get(0).equals("" + otherSize)) {
        return reshape(shape, otherShape, "-2"); // in MXNet: as the input
      }
      if (!shape.contains("-1") && !shape.get(0).equals(otherShape.get(0))) {
        return reshape(shape, otherShape, "-1"); // in MXNet: what remains
      }
    }
    if (one instanceof Constant a && other instanceof Constant b) {
      throw new UntraceableNetworkException(
          a.value().shape().equals(b.value().shape())
              ? "It creates an array while it runs that is not the same each time: %s.".formatted(a)
              : "It creates an array whose shape depends on its input: %s and %s.".formatted(a, b));
    }
    throw new UntraceableNetworkException(
        "Its operators depend on the numbers of its input: %s for one, %s for another."
            .formatted(one, other));
  }

  private static List<String> dimensions(Opaque reshape) {
    return List.of(reshape.settings().get(SHAPE).replaceAll("[()\\s]", "").split(",", -1));
  }

  private static Opaque reshape(List<String> one, List<String> other, String first) {
    if (!one.subList(1, one.size()).equals(other.subList(1, other.size()))) {
      throw new UntraceableNetworkException(
          "Its operators depend on the numbers of its input: shapes %s for one, %s for another."
              .formatted(one, other));
    }
    List<String> dimensions = new ArrayList<>(one);
    dimensions.set(0, first);
    return new Opaque("_npx_reshape", Map.of(SHAPE, "(" + String.join(", ", dimensions) + ")"));
  }
}
