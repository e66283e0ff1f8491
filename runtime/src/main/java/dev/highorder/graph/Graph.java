package dev.highorder.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What leads to one output.
 *
 * @param output the last value
 */
public record Graph(Node output) {

  /** What becomes of a node, given what became of its inputs. */
  @FunctionalInterface
  interface Rule {
    Node apply(Node node, List<Node> inputs);
  }

  /** Returns all nodes, each after its inputs. */
  public List<Node> nodes() {
    Map<Node, Boolean> isDone = new HashMap<>();
    List<Node> nodes = new ArrayList<>();
    Deque<Node> open = new ArrayDeque<>(List.of(output));
    while (!open.isEmpty()) { // not by recursion: networks are thousands of nodes deep
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
   * Returns for each node the nodes that read it, in order; one that reads it twice is there twice.
   */
  public Map<Node, List<Node>> readers() {
    Map<Node, List<Node>> readers = new HashMap<>();
    for (Node node : nodes()) {
      readers.put(node, new ArrayList<>());
      node.inputs().forEach(input -> readers.get(input).add(node));
    }
    return readers;
  }

  /** Replaces nodes, from the inputs to the output. */
  Graph rewritten(Rule rule) {
    Map<Node, Node> replacements = new HashMap<>();
    for (Node node : nodes()) {
      replacements.put(
          node, rule.apply(node, node.inputs().stream().map(replacements::get).toList()));
    }
    return new Graph(replacements.get(output));
  }
}
