package dev.highorder.mxnet;

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
 * Makes one graph for batches of any size of two, recorded with batches of two sizes: a reshape,
 * which recorded the size, takes it from its input.
 */
final class BatchSizes {

  private static final String RESHAPE = "_np_reshape";
  private static final String SHAPE = "newshape";

  private BatchSizes() {}

  /**
   * Returns a graph that is both.
   *
   * @throws IllegalStateException if they differ in anything but the size of the batch
   */
  static Graph generalised(Graph one, int oneSize, Graph other, int otherSize) {
    List<Node> nodes = one.nodes();
    List<Node> others = other.nodes();
    if (!wiring(nodes).equals(wiring(others))) {
      throw new IllegalStateException("what it does depends on its input");
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

  /** Returns for each node the numbers of its inputs. */
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
        return reshape(shape, otherShape, "-2"); // MXNet: the input's
      }
      if (!shape.contains("-1") && !shape.get(0).equals(otherShape.get(0))) {
        return reshape(shape, otherShape, "-1"); // MXNet: what is left
      }
    }
    if (one instanceof Constant a && other instanceof Constant b) {
      throw new IllegalStateException(
          a.value().shape().equals(b.value().shape())
              ? "it creates an array while it runs that is not the same each time: " + a
              : "it creates an array whose shape depends on its input: %s and %s".formatted(a, b));
    }
    throw new IllegalStateException(
        "what it does depends on its input: %s for one, %s for another".formatted(one, other));
  }

  private static List<String> dimensions(Opaque reshape) {
    return List.of(reshape.settings().get(SHAPE).replaceAll("[()\\s]", "").split(",", -1));
  }

  private static Opaque reshape(List<String> one, List<String> other, String first) {
    if (!one.subList(1, one.size()).equals(other.subList(1, other.size()))) {
      throw new IllegalStateException(
          "what it does depends on its input: shapes %s for one, %s for another"
              .formatted(one, other));
    }
    List<String> dimensions = new ArrayList<>(one);
    dimensions.set(0, first);
    return new Opaque("_npx_reshape", Map.of(SHAPE, "(" + String.join(", ", dimensions) + ")"));
  }
}
