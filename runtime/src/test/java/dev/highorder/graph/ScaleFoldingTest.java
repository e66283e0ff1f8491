package dev.highorder.graph;

import static dev.highorder.graph.GraphBuilder.coefficients;
import static dev.highorder.graph.GraphBuilder.count;
import static dev.highorder.graph.GraphBuilder.relu;
import static dev.highorder.graph.GraphBuilder.scalings;
import static dev.highorder.graph.GraphBuilder.sum;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.highorder.graph.Operator.WeightedSum;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScaleFoldingTest {

  private final GraphBuilder net = new GraphBuilder();

  @Test
  void stageInputsOfRk4ArePlainSums() {
    Graph after = net.requireSame(net.rk4(), graph -> ScaleFolding.of(SumMerging.of(graph)));
    List<Double> left = coefficients(after).stream().filter(a -> a != 1).toList();
    assertEquals(3, left.size(), "of k1, k2 and k3 in the output: " + left);
    assertEquals(6, scalings(after), "gamma and beta of three normalisations");
  }

  @Test
  void normalisationsAndConvolutionsTakeNegativeFactors() {
    Graph norm = net.requireSame(new Graph(sum(1, net.x, -2, net.norm(net.x))), ScaleFolding::of);
    assertEquals(WeightedSum.plain(2), norm.output().operator());
    Graph convolved =
        net.requireSame(new Graph(sum(1, net.x, -2, net.convolution(net.x))), ScaleFolding::of);
    assertEquals(WeightedSum.plain(2), convolved.output().operator());
  }

  @Test
  void weightAndBiasOfAConvolutionAreScaled() {
    Graph after =
        net.requireSame(
            new Graph(sum(1, net.x, -2, net.convolutionWithBias(net.x))), ScaleFolding::of);
    assertEquals(WeightedSum.plain(2), after.output().operator());
    assertEquals(2, scalings(after));
  }

  @Test
  void negativeFactorsDoNotPassRelu() {
    requireUnchanged(sum(1, net.x, -2, net.stage(net.x)));
  }

  @Test
  void scalesStayWhereAnythingElseReadsTheStageDerivative() {
    Node k = net.norm(net.x);
    requireUnchanged(sum(1, relu(k), 3, sum(1, net.x, 0.5, k)));
    Node other = net.norm(net.x);
    requireUnchanged(sum(3, sum(1, net.x, 0.5, other), 1, relu(other)));
  }

  @Test
  void scalesStayWhereAnythingElseReadsTheInputOfRelu() {
    Node inner = net.norm(net.x);
    Node stage = relu(net.norm(net.convolution(inner)));
    requireUnchanged(sum(1, stage, 1, sum(1, net.x, 0.5, relu(inner))));
  }

  /** Requires that all coefficients stay and that no parameter is scaled. */
  private void requireUnchanged(Node output) {
    Graph before = new Graph(output);
    Graph after = net.requireSame(before, ScaleFolding::of);
    assertEquals(coefficients(before), coefficients(after));
    assertEquals(0, scalings(after));
    assertEquals(count(before, o -> true), count(after, o -> true));
  }
}
