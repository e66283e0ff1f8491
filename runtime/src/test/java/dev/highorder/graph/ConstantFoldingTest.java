package dev.highorder.graph;

import static dev.highorder.graph.GraphBuilder.scaled;
import static dev.highorder.graph.GraphBuilder.sum;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.graph.Operator.Constant;
import dev.highorder.graph.Operator.Parameter;
import dev.highorder.graph.Operator.WeightedSum;
import org.junit.jupiter.api.Test;

class ConstantFoldingTest {

  private final GraphBuilder net = new GraphBuilder();

  @Test
  void aScaledKernelBecomesAConstant() {
    Node weight = scaled(0.25, net.parameter(2, 2, 3, 3));
    Node convolved = new Node(GraphBuilder.operator(false), net.x, weight);
    Graph after =
        net.requireSame(new Graph(convolved), graph -> ConstantFolding.of(graph, net::value));
    assertTrue(after.output().input(1).operator() instanceof Constant);
  }

  @Test
  void nestedSumsOfParametersBecomeOneConstant() {
    Node weight = sum(0.5, scaled(3, net.parameter(2, 2, 3, 3)), -2, net.parameter(2, 2, 3, 3));
    Node convolved = new Node(GraphBuilder.operator(false), net.x, weight);
    Graph after =
        net.requireSame(new Graph(convolved), graph -> ConstantFolding.of(graph, net::value));
    assertEquals(3, after.nodes().size(), "input, constant, convolution");
  }

  @Test
  void sumsThatDependOnTheInputAndPlainParametersStay() {
    Node parameter = net.parameter(2, 4, 4);
    Graph after =
        net.requireSame(
            new Graph(sum(1, net.x, 2, parameter)), graph -> ConstantFolding.of(graph, net::value));
    assertTrue(after.output().operator() instanceof WeightedSum);
    assertSame(net.x, after.output().input(0));
    assertTrue(after.output().input(1).operator() instanceof Parameter);
  }
}
