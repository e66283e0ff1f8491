package dev.highorder.graph;

import java.util.List;

/**
 * A value in a graph: an operator and the values that it reads.
 *
 * <p>Nodes never change, and two are the same only if they are one object.
 */
public final class Node {

  private final Operator operator;
  private final List<Node> inputs;

  /** Creates a node. */
  public Node(Operator operator, List<Node> inputs) {
    this.operator = operator;
    this.inputs = List.copyOf(inputs);
  }

  /** Creates a node. */
  public Node(Operator operator, Node... inputs) {
    this(operator, List.of(inputs));
  }

  /** Returns what is computed. */
  public Operator operator() {
    return operator;
  }

  /** Returns what is read. */
  public List<Node> inputs() {
    return inputs;
  }

  /** Returns one of the inputs. */
  public Node input(int index) {
    return inputs.get(index);
  }

  /** Returns a node of the same operator that reads other values; itself if they are the same. */
  Node with(List<Node> others) {
    return others.equals(inputs) ? this : new Node(operator, others);
  }

  @Override
  public String toString() {
    return operator.toString();
  }
}
