package dev.highorder.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A computation graph with one output. It consists of the nodes that the output depends on.
 *
 * @param output the value that the graph computes
 */
public record Graph(Node output) {

  /** Rewrites a node whose inputs were rewritten already. */
  @FunctionalInterface
  interface Rule {

    /**
     * Returns the replacement of a node.
     *
     * @param node the node as it was
     * @param inputs the replacements of its inputs, in order
     */
    Node apply(Node node, List<Node> inputs);
  }

  /** Returns all nodes, each after its inputs. */
  public List<Node> nodes() {
    Map<Node, Boolean> isDone = new HashMap<>();
    List<Node> nodes = new ArrayList<>();
    Deque<Node> open = new ArrayDeque<>(List.of(output));
    while (!open.isEmpty()) { // no recursion: networks are thousands of nodes deep
      Node node = open.peek();
      if (isDone.putIfAbsent(node, false) == null) {
        for (int i = node.inputs().size() - 1; i >= 0; i--) {
          if (!isDone.containsKey(node.input(i))) {
            open.push(node.input(i));
          }
        }
      } else {
        open.pop();
        if (Boolean.FALSE.equals(isDone.put(node, true))) {
          nodes.add(node);
        }
      }
    }
    return nodes;
  }

  /**
   * Returns the readers of each node, in order. A node that reads another twice is listed twice.
   */
  public Map<Node, List<Node>> readers() {
    Map<Node, List<Node>> readers = new HashMap<>();
    for (Node node : nodes()) {
      readers.put(node, new ArrayList<>());
      node.inputs().forEach(input -> readers.get(input).add(node));
    }
    return readers;
  }

  /** Applies a rule to every node, from the inputs to the output. */
  Graph rewritten(Rule rule) {
    Map<Node, Node> replacements = new HashMap<>();
    for (Node node : nodes()) {
      replacements.put(
          node, rule.apply(node, node.inputs().stream().map(replacements::get).toList()));
    }
    return new Graph(replacements.get(output));
  }
}
