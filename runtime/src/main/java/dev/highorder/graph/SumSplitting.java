package dev.highorder.graph;

import dev.highorder.graph.Operator.WeightedSum;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Splits weighted sums into plain sums and scalings, which engines have operators for, with as few
 * scalings as possible.
 *
 * <ul>
 *   <li><b>Before:</b> {@code x + k1/3 + 2/3 k2 + k3/3}.
 *   <li><b>After:</b> {@code x + 1/3 (k1 + k2 + k2 + k3)}.
 *   <li><b>Conditions:</b> none.
 *   <li><b>Formula:</b> {@code a u + 2 a v = a (u + v + v)}. Terms with the same coefficient are
 *       added before they are scaled. A term with two or three times that coefficient is added two
 *       or three times.
 * </ul>
 */
public final class SumSplitting {

  /** The most often a term is added again; beyond that, a scaling of its own is cheaper. */
  private static final int MAX_REPEATS = 3;

  private static final double ROUNDING = 1e-9;

  private SumSplitting() {}

  /** Returns the graph with sums whose coefficients are all 1, and scalings of one tensor. */
  public static Graph of(Graph graph) {
    return graph.rewritten(
        (node, inputs) ->
            node.operator() instanceof WeightedSum && inputs.size() > 1
                ? split(Terms.of(node.with(inputs)))
                : node.with(inputs));
  }

  private static Node split(Terms terms) {
    Map<Double, List<Node>> groups = new LinkedHashMap<>();
    groups.put(1.0, new ArrayList<>());
    List<Node> tensors = new ArrayList<>(terms.tensors());
    tensors.sort(
        (a, b) -> Double.compare(Math.abs(terms.coefficient(a)), Math.abs(terms.coefficient(b))));
    for (Node tensor : tensors) {
      double coefficient = terms.coefficient(tensor);
      if (!join(groups, tensor, coefficient)) {
        groups.put(coefficient, new ArrayList<>(List.of(tensor)));
      }
    }
    List<Node> summands = new ArrayList<>(groups.remove(1.0));
    groups.forEach(
        (coefficient, members) ->
            summands.add(new Node(new WeightedSum(List.of(coefficient)), plain(members))));
    return plain(summands);
  }

  /** Adds a tensor once to the group of its coefficient, or several times to one of a fraction. */
  private static boolean join(Map<Double, List<Node>> groups, Node tensor, double coefficient) {
    for (int repeats = 1; repeats <= MAX_REPEATS; repeats++) {
      for (Map.Entry<Double, List<Node>> group : groups.entrySet()) {
        double reached = repeats * group.getKey();
        if (Math.abs(reached - coefficient) <= ROUNDING * Math.abs(coefficient)) {
          for (int i = 0; i < repeats; i++) {
            group.getValue().add(tensor);
          }
          return true;
        }
      }
    }
    return false;
  }

  private static Node plain(List<Node> members) {
    return members.size() == 1
        ? members.get(0)
        : new Node(WeightedSum.plain(members.size()), members);
  }
}
