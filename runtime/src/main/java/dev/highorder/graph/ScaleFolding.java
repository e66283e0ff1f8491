package dev.highorder.graph;

import dev.highorder.graph.Operator.BatchNorm;
import dev.highorder.graph.Operator.Convolution;
import dev.highorder.graph.Operator.Relu;
import dev.highorder.graph.Operator.WeightedSum;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Has convolutions and batch normalisations multiply what sums would multiply, by scaling weight
 * and bias, or gamma and beta: {@code a relu(norm(x; gamma, beta)) = relu(norm(x; a gamma, a
 * beta))} for positive a.
 *
 * <p>A state that several sums read gets the coefficient of the first, which is the input of the
 * next stage; the others then hold what is left, {@code 1/3 = 1/6 / 1/2} in RK4. Parameters keep
 * their values, and gradients flow to them through the small multiplication.
 */
public final class ScaleFolding {

  private ScaleFolding() {}

  /** Returns the graph with fewer coefficients that are not 1. */
  public static Graph of(Graph graph) {
    Map<Node, List<Node>> readers = graph.readers();
    Map<Node, Double> folded = new HashMap<>();
    Map<Node, Double> scaled = new HashMap<>();
    for (Node node : graph.nodes()) {
      Node source = node.operator() instanceof Relu ? node.input(0) : node;
      double factor = factor(node, readers.get(node));
      boolean isFree = source == node || (readers.get(source).size() == 1 && factor > 0);
      if (factor != 1 && isFree && isScalable(source)) {
        folded.put(node, factor);
        scaled.put(source, factor);
      }
    }
    return graph.rewritten(
        (node, inputs) -> {
          if (scaled.containsKey(node)) {
            return scaled(node, inputs, scaled.get(node));
          }
          return node.operator() instanceof WeightedSum
              ? rest(node, inputs, folded)
              : node.with(inputs);
        });
  }

  private static boolean isScalable(Node node) {
    return node.operator() instanceof BatchNorm || node.operator() instanceof Convolution;
  }

  /**
   * Returns the coefficient of the first of the sums that read a node; 1 if there is anything else.
   */
  private static double factor(Node node, List<Node> readers) {
    boolean isOnlySummed =
        !readers.isEmpty()
            && readers.stream().allMatch(reader -> reader.operator() instanceof WeightedSum);
    double factor = isOnlySummed ? Terms.of(readers.get(0)).coefficient(node) : 1;
    return factor == 0 ? 1 : factor;
  }

  /** Scales gamma and beta, or weight and bias. */
  private static Node scaled(Node node, List<Node> inputs, double factor) {
    int last = node.operator() instanceof BatchNorm ? 2 : inputs.size() - 1;
    List<Node> others = new ArrayList<>(inputs);
    for (int i = 1; i <= last; i++) {
      others.set(i, new Node(new WeightedSum(List.of(factor)), inputs.get(i)));
    }
    return node.with(others);
  }

  private static Node rest(Node node, List<Node> inputs, Map<Node, Double> folded) {
    Terms before = Terms.of(node);
    Terms after = new Terms();
    for (int i = 0; i < inputs.size(); i++) {
      Node old = node.input(i);
      after.add(before.coefficient(old) / folded.getOrDefault(old, 1.0), inputs.get(i));
    }
    return after.node();
  }
}
