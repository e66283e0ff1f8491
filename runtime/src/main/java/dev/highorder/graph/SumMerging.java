package dev.highorder.graph;

import dev.highorder.graph.Operator.WeightedSum;
import java.util.List;
import java.util.Map;

/**
 * Merges nested sums into one.
 *
 * <ul>
 *   <li><b>Before:</b> {@code ((x + k1/6) + k2/3) + ...}, the output of a block that was computed
 *       term by term.
 *   <li><b>After:</b> {@code x + k1/6 + k2/3 + ...}, one node.
 *   <li><b>Conditions:</b> the inner sum is a scaling, or only the outer sum reads it. The input of
 *       a stage, which a sub-net reads too, stays a node of its own.
 *   <li><b>Formula:</b> {@code c (a u + b v) = (c a) u + (c b) v}; terms of the same tensor are
 *       added, and terms that cancel are dropped.
 * </ul>
 */
public final class SumMerging {

  private SumMerging() {}

  /** Returns the graph with fewer and longer sums. */
  public static Graph of(Graph graph) {
    Map<Node, List<Node>> readers = graph.readers();
    return graph.rewritten(
        (node, inputs) -> {
          if (!(node.operator() instanceof WeightedSum sum)) {
            return node.with(inputs);
          }
          Terms terms = new Terms();
          for (int i = 0; i < inputs.size(); i++) {
            double coefficient = sum.coefficients().get(i);
            Node input = inputs.get(i);
            if (input.isScaling() || readers.get(node.input(i)).size() == 1) {
              Terms inner = Terms.of(input);
              inner
                  .tensors()
                  .forEach(tensor -> terms.add(coefficient * inner.coefficient(tensor), tensor));
            } else {
              terms.add(coefficient, input);
            }
          }
          return terms.node();
        });
  }
}
