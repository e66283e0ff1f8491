package dev.highorder.graph;

import static dev.highorder.graph.GraphBuilder.count;
import static dev.highorder.graph.GraphBuilder.isFusedDepthwise;
import static dev.highorder.graph.GraphBuilder.relu;
import static dev.highorder.graph.GraphBuilder.scaled;
import static dev.highorder.graph.GraphBuilder.scalings;
import static dev.highorder.graph.GraphBuilder.sum;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.graph.Operator.Constant;
import dev.highorder.graph.Operator.Convolution;
import dev.highorder.graph.Operator.FusedConvolution;
import dev.highorder.graph.Operator.GlobalAveragePool;
import dev.highorder.graph.Operator.Window;
import java.util.List;
import org.junit.jupiter.api.Test;

class DepthwiseScalingFusionTest {

  private final GraphBuilder net = new GraphBuilder();

  private Graph fused(Node output, boolean isFast) {
    return net.requireSame(
        new Graph(output), graph -> DepthwiseScalingFusion.of(graph, convolution -> isFast));
  }

  @Test
  void theRestOfTheSumIsAddedAsAPostOp() {
    Node k = net.convolution(net.x);
    Graph after = fused(sum(1, net.x, 1, scaled(-0.3, k)), true);
    assertEquals(0, scalings(after));
    assertEquals(0, count(after, GraphBuilder::isSum));
    assertTrue(isFusedDepthwise(after.output().operator()));
    assertTrue(((FusedConvolution) after.output().operator()).hasSum());
    assertSame(k, after.output().input(0));
    assertSame(net.x, after.output().input(2));
  }

  @Test
  void severalScalingsAddOneAfterAnother() {
    Node output = sum(1, scaled(0.4, net.convolution(net.x)), 1, scaled(2, net.convolution(net.x)));
    Graph after = fused(output, true);
    assertEquals(2, count(after, GraphBuilder::isFusedDepthwise));
    assertEquals(
        1, count(after, o -> o instanceof FusedConvolution convolution && convolution.hasSum()));
    assertEquals(0, count(after, GraphBuilder::isSum));
  }

  /** No pass knows the shape that an opaque operator returns, but all terms of a sum have one. */
  @Test
  void aSumKnowsTheShapeOfItsTerms() {
    Node unknown = new Node(new GlobalAveragePool(), net.stage(net.x));
    Node sum = sum(1, net.norm(net.convolution(net.x)), 1, scaled(-0.3, unknown));
    Graph after = DepthwiseScalingFusion.of(new Graph(sum), convolution -> true);
    assertTrue(isFusedDepthwise(after.output().operator()));
  }

  @Test
  void aDepthwiseConvolutionWithDifferentFactorsIsNotAScaling() {
    Node own = depthwise(false, 2, -3);
    Graph after = fused(sum(1, net.x, 1, own), true);
    assertTrue(after.output().inputs().contains(own));
  }

  @Test
  void aDepthwiseConvolutionWithBiasIsNotAScaling() {
    Node own = depthwise(true, 2, 2);
    Graph after = fused(sum(1, net.x, 1, own), true);
    assertTrue(after.output().inputs().contains(own));
  }

  private Node depthwise(boolean hasBias, float first, float second) {
    Convolution convolution = new Convolution(Window.ONE_BY_ONE, 2, 2, hasBias, GraphBuilder.SHAPE);
    Node weight =
        new Node(new Constant(new Tensor(List.of(2L, 1L, 1L, 1L), new float[] {first, second})));
    FusedConvolution fused = new FusedConvolution(convolution, false, false);
    Node data = net.convolution(net.x);
    return hasBias
        ? new Node(fused, data, weight, net.parameter(2))
        : new Node(fused, data, weight);
  }

  @Test
  void scalingsOfUnknownShapeStay() {
    Graph after = fused(sum(1, net.x, 1, scaled(-0.3, relu(net.x))), true);
    assertEquals(1, scalings(after));
  }

  @Test
  void scalingsThatTheEngineIsSlowWithStay() {
    Graph after = fused(sum(1, net.x, 1, scaled(-0.3, net.convolution(net.x))), false);
    assertEquals(1, scalings(after));
  }
}
