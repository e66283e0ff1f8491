package dev.highorder.graph;

/** Removes copies: in a graph no value is ever overwritten. */
public final class CopyRemoval {

  private CopyRemoval() {}

  /** Returns the graph without copies. */
  public static Graph of(Graph graph) {
    return graph.rewritten(
        (node, inputs) ->
            node.operator() instanceof Operator.Copy ? inputs.get(0) : node.with(inputs));
  }
}
