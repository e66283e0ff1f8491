package dev.highorder.graph;

import static dev.highorder.graph.GraphBuilder.count;
import static dev.highorder.graph.GraphBuilder.sum;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.highorder.graph.Operator.BatchNorm;
import org.junit.jupiter.api.Test;

class BatchNormFoldingTest {

  private final GraphBuilder net = new GraphBuilder();

  private Graph folded(Node output) {
    return net.requireSame(new Graph(output), graph -> BatchNormFolding.of(graph, net::value));
  }

  @Test
  void allNormalisationsOfABlockAreFolded() {
    Graph after = folded(net.rk4().output());
    assertEquals(0, count(after, BatchNorm.class::isInstance));
  }

  @Test
  void theBiasOfTheConvolutionIsKept() {
    Graph after = folded(net.norm(net.convolutionWithBias(net.x)));
    assertEquals(0, count(after, BatchNorm.class::isInstance));
  }

  @Test
  void aNormalisationStaysWhereAnythingElseReadsTheConvolution() {
    Node read = net.convolution(net.x);
    Graph after = folded(sum(1, read, 1, net.norm(read)));
    assertEquals(1, count(after, BatchNorm.class::isInstance));
  }

  @Test
  void aNormalisationStaysWhereTheKernelIsComputed() {
    Node kernel = net.parameter(2, 2, 1, 1);
    Node computed = sum(1, kernel, 1, GraphBuilder.relu(kernel));
    Node convolved =
        new Node(
            new Operator.Convolution(Operator.Window.ONE_BY_ONE, 2, 1, false, GraphBuilder.SHAPE),
            net.x,
            computed);
    Graph after = folded(net.norm(convolved));
    assertEquals(1, count(after, BatchNorm.class::isInstance));
  }
}
