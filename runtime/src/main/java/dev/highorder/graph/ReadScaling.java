package dev.highorder.graph;

import dev.highorder.graph.Operator.Copy;
import dev.highorder.graph.Operator.Earlier;
import dev.highorder.graph.Operator.Foreign;
import dev.highorder.graph.Operator.WeightedSum;
import java.util.List;
import java.util.Map;

/**
 * Multiplies by one what a segment reads only to hand it on, in a sum or another shape. The
 * gradient of such a value is that of an output itself, and MXNet 1.9, which copies nothing without
 * need, then leaves it where it was instead of where it is asked for.
 */
public final class ReadScaling {

  private ReadScaling() {}

  /** Returns the graph of a segment, in which an operator stands between reads and outputs. */
  public static Graph of(Graph segment) {
    Map<Node, List<Node>> readers = segment.readers();
    return segment.rewritten(
        (node, inputs) -> {
          boolean isHandedOn =
              node.operator() instanceof Earlier
                  && readers.get(node).size() == 1
                  && handsOn(readers.get(node).get(0).operator());
          return isHandedOn
              ? new Node(new WeightedSum(List.of(1.0)), node.with(inputs))
              : node.with(inputs);
        });
  }

  private static boolean handsOn(Operator operator) {
    return operator instanceof Copy
        || (operator instanceof WeightedSum sum && sum.coefficients().size() > 1)
        || (operator instanceof Foreign foreign
            && foreign.name().matches("(?i).*(reshape|flatten|expand_dims|squeeze).*"));
  }
}
