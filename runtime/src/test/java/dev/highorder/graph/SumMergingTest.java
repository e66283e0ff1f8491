package dev.highorder.graph;

import static dev.highorder.graph.GraphBuilder.count;
import static dev.highorder.graph.GraphBuilder.relu;
import static dev.highorder.graph.GraphBuilder.scaled;
import static dev.highorder.graph.GraphBuilder.scalings;
import static dev.highorder.graph.GraphBuilder.sum;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.graph.Operator.Relu;
import dev.highorder.graph.Operator.WeightedSum;
import java.util.List;
import org.junit.jupiter.api.Test;

class SumMergingTest {

  private final GraphBuilder net = new GraphBuilder();

  @Test
  void aBlockKeepsOneSumForEachStageInputAndOneForItsOutput() {
    Graph after = net.requireSame(net.rk4(), SumMerging::of);
    assertEquals(4, count(after, GraphBuilder::isSum), "three stage inputs and the output");
    assertEquals(0, scalings(after));
  }

  @Test
  void sumsThatAreReadTwiceStay() {
    Node shared = sum(1, net.x, 2, relu(net.x));
    Node output = sum(1, net.norm(shared), 3, sum(0.5, shared, 1, relu(shared)));
    Graph after = net.requireSame(new Graph(output), SumMerging::of);
    assertEquals(1, count(after, new WeightedSum(List.of(1.0, 2.0))::equals));
  }

  @Test
  void termsThatCancelAreDropped() {
    Node output = sum(1, sum(1, net.x, 1, relu(net.x)), -1, scaled(1, net.x));
    Graph after = net.requireSame(new Graph(output), SumMerging::of);
    assertTrue(after.output().operator() instanceof Relu, after.output().toString());
  }

  @Test
  void aSumWhoseTermsAllCancelIsZero() {
    Node k = net.stage(net.x);
    Graph after = SumMerging.of(new Graph(sum(1, k, -1, scaled(1, k))));
    assertArrayEquals(new double[32], net.run(after));
  }
}
