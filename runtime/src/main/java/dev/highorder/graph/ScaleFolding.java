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
 * Folds the coefficients of sums into the batch normalisations and convolutions that compute the
 * terms.
 *
 * <ul>
 *   <li><b>Before:</b> {@code x + a k} with {@code k = relu(norm(z; gamma, beta))}, {@code
 *       norm(...)}, {@code relu(conv(z; w, b))} or {@code conv(...)}.
 *   <li><b>After:</b> {@code x + k'} with {@code k' = relu(norm(z; a gamma, a beta))}, or {@code a
 *       w, a b} for a convolution.
 *   <li><b>Conditions:</b> nothing but sums reads k; with ReLU, a is positive and nothing else
 *       reads its input.
 *   <li><b>Formula:</b> {@code a relu(norm(z; gamma, beta)) = relu(norm(z; a gamma, a beta))} for
 *       positive a.
 * </ul>
 *
 * <p>If several sums read k, the coefficient of the first one is folded, in a Runge-Kutta block
 * that of the input of the next stage; the other sums keep the quotient, in RK4 {@code 1/3 = 1/6 /
 * 1/2}. Parameters keep their values, and gradients reach them through the multiplication of a few
 * numbers.
 */
public final class ScaleFolding {

  private ScaleFolding() {}

  /** Returns the graph with fewer coefficients other than 1. */
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
              ? divided(node, inputs, folded)
              : node.with(inputs);
        });
  }

  private static boolean isScalable(Node node) {
    return node.operator() instanceof BatchNorm || node.operator() instanceof Convolution;
  }

  /** Returns the coefficient in the first sum that reads a node; 1 if anything else reads it. */
  private static double factor(Node node, List<Node> readers) {
    boolean isOnlySummed =
        !readers.isEmpty()
            && readers.stream().allMatch(reader -> reader.operator() instanceof WeightedSum);
    double factor = isOnlySummed ? Terms.of(readers.get(0)).coefficient(node) : 1;
    return factor == 0 ? 1 : factor;
  }

  /** Returns the node with gamma and beta, or weight and bias, multiplied by a factor. */
  private static Node scaled(Node node, List<Node> inputs, double factor) {
    int last = node.operator() instanceof BatchNorm ? 2 : inputs.size() - 1;
    List<Node> others = new ArrayList<>(inputs);
    for (int i = 1; i <= last; i++) {
      others.set(i, new Node(new WeightedSum(List.of(factor)), inputs.get(i)));
    }
    return node.with(others);
  }

  /** Returns the sum with each coefficient divided by the factor that was folded into its term. */
  private static Node divided(Node node, List<Node> inputs, Map<Node, Double> folded) {
    Terms before = Terms.of(node);
    Terms after = new Terms();
    for (int i = 0; i < inputs.size(); i++) {
      Node old = node.input(i);
      after.add(before.coefficient(old) / folded.getOrDefault(old, 1.0), inputs.get(i));
    }
    return after.node();
  }
}
