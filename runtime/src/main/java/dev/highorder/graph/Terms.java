package dev.highorder.graph;

import dev.highorder.graph.Operator.WeightedSum;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The terms of a sum while it is taken apart and put together again. */
final class Terms {

  /** What is left of terms that cancel each other; sums of coefficients round. */
  private static final double NOTHING = 1e-12;

  private final List<Node> tensors = new ArrayList<>();
  private final Map<Node, Double> coefficients = new HashMap<>();

  /** Returns the terms of a sum; of any other node, itself once. */
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

  /** Adds a tensor; one that is there already gets a larger coefficient, and no second place. */
  void add(double coefficient, Node tensor) {
    if (!coefficients.containsKey(tensor)) {
      tensors.add(tensor);
    }
    coefficients.merge(tensor, coefficient, Double::sum);
  }

  /** Takes a term out. */
  void remove(Node tensor) {
    tensors.remove(tensor);
    coefficients.remove(tensor);
  }

  /** Returns the tensors in the order in which they came. */
  List<Node> tensors() {
    return List.copyOf(tensors);
  }

  /** Returns what a tensor is multiplied by; 0 if it is not there. */
  double coefficient(Node tensor) {
    return coefficients.getOrDefault(tensor, 0.0);
  }

  /** Returns the sum as a node: one tensor alone, once, is itself. */
  Node node() {
    List<Node> left =
        tensors.stream().filter(tensor -> Math.abs(coefficient(tensor)) > NOTHING).toList();
    if (left.isEmpty()) {
      left = tensors.subList(0, 1); // nothing, but of the right shape
    }
    if (left.size() == 1 && coefficient(left.get(0)) == 1) {
      return left.get(0);
    }
    return new Node(new WeightedSum(left.stream().map(this::coefficient).toList()), left);
  }
}
