package dev.highorder.graph;

import static dev.highorder.graph.GraphBuilder.count;
import static dev.highorder.graph.GraphBuilder.sum;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.highorder.graph.Operator.Copy;
import org.junit.jupiter.api.Test;

class CopyRemovalTest {

  private final GraphBuilder net = new GraphBuilder();

  @Test
  void copiesOfCopiesAreRemoved() {
    Node copied = new Node(new Copy(), new Node(new Copy(), net.x));
    Graph after =
        net.requireSame(
            new Graph(sum(2, copied, 1, new Node(new Copy(), copied))), CopyRemoval::of);
    assertEquals(0, count(after, Copy.class::isInstance));
    assertSame(net.x, after.output().input(0));
    assertSame(net.x, after.output().input(1));
  }

  @Test
  void theOutputMayBeACopy() {
    Graph after = net.requireSame(new Graph(new Node(new Copy(), net.x)), CopyRemoval::of);
    assertSame(net.x, after.output());
  }
}
