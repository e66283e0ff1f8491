package dev.highorder.graph;

import dev.highorder.graph.Operator.WeightedSum;
import java.util.List;

/**
 * A value in a graph: an operator and the values that it reads.
 *
 * <p>Nodes are immutable and compared by identity.
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

  /** Returns the operator that computes this value. */
  public Operator operator() {
    return operator;
  }

  /** Returns the nodes that this one reads, in the order of its operator. */
  public List<Node> inputs() {
    return inputs;
  }

  /** Returns one of the inputs, counted from 0. */
  public Node input(int index) {
    return inputs.get(index);
  }

  /** Returns a node with the same operator and other inputs; this node if the inputs are equal. */
  Node with(List<Node> others) {
    return others.equals(inputs) ? this : new Node(operator, others);
  }

  /** Returns whether the node multiplies one tensor by a number and adds nothing. */
  boolean isScaling() {
    return operator instanceof WeightedSum sum && sum.coefficients().size() == 1;
  }

  @Override
  public String toString() {
    return operator.toString();
  }
}
