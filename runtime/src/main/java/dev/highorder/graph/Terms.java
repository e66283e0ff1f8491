package dev.highorder.graph;

import dev.highorder.graph.Operator.WeightedSum;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The terms of a weighted sum, one for each tensor, while a pass rewrites it. */
final class Terms {

  /** Coefficients below this are rounding errors of terms that cancel. */
  private static final double ZERO = 1e-12;

  private final List<Node> tensors = new ArrayList<>();
  private final Map<Node, Double> coefficients = new HashMap<>();

  /** Returns the terms of a sum; for any other node, the node with coefficient 1. */
  static Terms of(Node node) {
    Terms terms = new Terms();
    if (node.operator() instanceof WeightedSum sum) {
      for (int i = 0; i < node.inputs().size(); i++) {
        terms.add(sum.coefficients().get(i), node.input(i));
      }
    } else {
      terms.add(1, node);
    }
    return terms;
  }

  /** Adds a term. If the tensor is a term already, the coefficients are added. */
  void add(double coefficient, Node tensor) {
    if (!coefficients.containsKey(tensor)) {
      tensors.add(tensor);
    }
    coefficients.merge(tensor, coefficient, Double::sum);
  }

  /** Removes a term. */
  void remove(Node tensor) {
    tensors.remove(tensor);
    coefficients.remove(tensor);
  }

  /** Returns the tensors in the order in which they were added. */
  List<Node> tensors() {
    return List.copyOf(tensors);
  }

  /** Returns the coefficient of a tensor; 0 if it is not a term. */
  double coefficient(Node tensor) {
    return coefficients.getOrDefault(tensor, 0.0);
  }

  /** Returns the sum as a node. A single term with coefficient 1 is the tensor itself. */
  Node node() {
    List<Node> left =
        tensors.stream().filter(tensor -> Math.abs(coefficient(tensor)) > ZERO).toList();
    if (left.isEmpty()) {
      left = tensors.subList(0, 1); // zero, in the right shape
    }
    if (left.size() == 1 && coefficient(left.get(0)) == 1) {
      return left.get(0);
    }
    return new Node(new WeightedSum(left.stream().map(this::coefficient).toList()), left);
  }
}
