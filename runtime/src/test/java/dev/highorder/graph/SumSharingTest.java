package dev.highorder.graph;

import static dev.highorder.graph.GraphBuilder.relu;
import static dev.highorder.graph.GraphBuilder.sum;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.highorder.graph.Operator.WeightedSum;
import java.util.List;
import org.junit.jupiter.api.Test;

class SumSharingTest {

  private final GraphBuilder net = new GraphBuilder();

  @Test
  void theOutputOfRk4ReadsStageInputs() {
    Graph after =
        net.requireSame(net.rk4(), graph -> SumSharing.of(ScaleFolding.of(SumMerging.of(graph))));
    Node output =
        after.nodes().stream().filter(n -> GraphBuilder.isSum(n.operator())).toList().get(3);
    assertEquals(4, output.inputs().size(), "s2, s3, k3 and k4, but not the block's input");
  }

  @Test
  void aStageDerivativeIsReplacedByTheSumThatHoldsIt() {
    Node k = relu(net.x);
    Node s = sum(1, net.x, 1, k);
    Node y = afterPass(s, sum(1, net.x, 0.5, k));
    assertEquals(List.of(net.x, s), y.inputs());
    assertEquals(new WeightedSum(List.of(0.5, 0.5)), y.operator());
  }

  @Test
  void sumsThatWouldNeedMoreMultiplicationsStay() {
    Node k = relu(net.x);
    Node y = sum(1, net.x, 4.0 / 9, k);
    assertSame(y, afterPass(sum(1, net.x, 1, k), y), "5/9 x + 4/9 s");
  }

  @Test
  void noCoefficientBecomesNegative() {
    Node k = relu(net.x);
    Node y = sum(0.75, net.x, 0.75, k);
    assertEquals(1, afterPass(sum(1, net.x, 1, k), y).inputs().size(), "3/4 s");
    Node z = sum(-0.5, net.x, 0.75, k);
    Node kept = afterPass(sum(1, net.x, 1, k), z);
    assertEquals(z.operator(), kept.operator(), "not -5/4 x + 3/4 s");
    assertEquals(z.inputs(), kept.inputs());
  }

  /** Returns y after the pass, in a graph that computes s before y. */
  private Node afterPass(Node s, Node y) {
    Graph after = net.requireSame(new Graph(sum(1, net.norm(s), 2, y)), SumSharing::of);
    return after.output().input(1);
  }
}
