package dev.highorder.graph;

import dev.highorder.graph.Operator.WeightedSum;
import java.util.List;
import java.util.Map;

/**
 * Makes one sum of sums that are read only by another sum, and of scaled tensors: a block's output
 * {@code ((x + k1/6) + k2/3) + ...}, computed term by term, becomes one node.
 *
 * <p>A sum that something else reads too, such as the input of a stage, stays a node of its own.
 */
public final class SumMerging {

  private SumMerging() {}

  /** Returns the graph with longer sums. */
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
            if (isScaled(input) || readers.get(node.input(i)).size() == 1) {
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

  private static boolean isScaled(Node node) {
    return node.operator() instanceof WeightedSum sum && sum.coefficients().size() == 1;
  }
}
