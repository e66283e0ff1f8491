package dev.highorder.graph;

/**
 * Removes copies.
 *
 * <ul>
 *   <li><b>Before:</b> a node reads {@code copy(x)}.
 *   <li><b>After:</b> it reads {@code x}.
 *   <li><b>Conditions:</b> none. No value of a graph is ever overwritten.
 *   <li><b>Formula:</b> {@code copy(x) = x}.
 * </ul>
 */
public final class CopyRemoval {

  private CopyRemoval() {}

  /** Returns the graph without copies. */
  public static Graph of(Graph graph) {
    return graph.rewritten(
        (node, inputs) ->
            node.operator() instanceof Operator.Copy ? inputs.get(0) : node.with(inputs));
  }
}
