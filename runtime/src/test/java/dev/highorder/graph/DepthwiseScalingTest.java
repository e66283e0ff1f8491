package dev.highorder.graph;

import static dev.highorder.graph.GraphBuilder.count;
import static dev.highorder.graph.GraphBuilder.isDepthwise;
import static dev.highorder.graph.GraphBuilder.relu;
import static dev.highorder.graph.GraphBuilder.scaled;
import static dev.highorder.graph.GraphBuilder.scalings;
import static dev.highorder.graph.GraphBuilder.sum;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.graph.Operator.GlobalAveragePool;
import org.junit.jupiter.api.Test;

class DepthwiseScalingTest {

  private final GraphBuilder net = new GraphBuilder();

  @Test
  void scalingsBecomeDepthwiseConvolutions() {
    Node k = net.stage(net.x);
    Graph after = net.requireSame(new Graph(sum(1, k, 1, scaled(-0.3, k))), DepthwiseScaling::of);
    assertEquals(0, scalings(after));
    assertEquals(1, count(after, GraphBuilder::isDepthwise));
  }

  /** No pass knows the shape that an opaque operator returns, but all terms of a sum have one. */
  @Test
  void aSumKnowsTheShapeOfItsTerms() {
    Node unknown = new Node(new GlobalAveragePool(), net.stage(net.x));
    Node sum = sum(1, net.norm(net.convolution(net.x)), 1, scaled(-0.3, unknown));
    Graph after = DepthwiseScaling.of(new Graph(sum));
    assertTrue(isDepthwise(after.output().input(1).operator()));
  }

  @Test
  void scalingsOfUnknownShapeStay() {
    Graph graph = new Graph(sum(1, net.x, 1, scaled(-0.3, relu(net.x))));
    assertEquals(1, scalings(net.requireSame(graph, DepthwiseScaling::of)));
  }
}
