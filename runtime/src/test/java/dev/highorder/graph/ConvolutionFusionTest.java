package dev.highorder.graph;

import static dev.highorder.graph.GraphBuilder.count;
import static dev.highorder.graph.GraphBuilder.isSum;
import static dev.highorder.graph.GraphBuilder.relu;
import static dev.highorder.graph.GraphBuilder.sum;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.graph.Operator.Convolution;
import dev.highorder.graph.Operator.FusedConvolution;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class ConvolutionFusionTest {

  private final GraphBuilder net = new GraphBuilder();

  private Graph fused(Node output, Predicate<FusedConvolution> isFast) {
    Graph after = net.requireSame(new Graph(output), graph -> ConvolutionFusion.of(graph, isFast));
    assertEquals(0, count(after, Convolution.class::isInstance));
    return after;
  }

  private static FusedConvolution fused(Node node) {
    assertTrue(node.operator() instanceof FusedConvolution, node.toString());
    return (FusedConvolution) node.operator();
  }

  @Test
  void reluAndAdditionAreFused() {
    Graph after = fused(sum(1, net.x, 1, relu(net.convolution(net.x))), any -> true);
    assertTrue(fused(after.output()).hasRelu());
    assertTrue(fused(after.output()).hasSum());
  }

  @Test
  void theReluAfterASumIsFused() {
    Graph after = fused(relu(sum(1, net.x, 1, net.convolution(net.x))), any -> true);
    assertTrue(fused(after.output()).hasSum());
    assertTrue(fused(after.output()).hasLastRelu());
    assertFalse(fused(after.output()).hasRelu());
  }

  @Test
  void theReluAfterASumStaysIfTheSumIsReadOrTheEngineIsSlow() {
    Node sum = sum(1, net.x, 1, net.convolution(net.x));
    Graph read = fused(sum(1, relu(sum), 1, sum), any -> true);
    assertEquals(1, count(read, Operator.Relu.class::isInstance));
    Graph slow = fused(relu(sum), candidate -> !candidate.hasLastRelu());
    assertEquals(1, count(slow, Operator.Relu.class::isInstance));
  }

  @Test
  void aConvolutionThatAnythingElseReadsIsNotFused() {
    Node read = relu(net.convolution(net.x));
    Graph after = fused(sum(1, net.norm(read), 1, read), any -> true);
    assertTrue(isSum(after.output().operator()));
    assertFalse(fused(after.output().input(1)).hasSum());
  }

  @Test
  void onlyOneOfTwoConvolutionsAddsTheOther() {
    Graph after =
        fused(sum(1, relu(net.convolution(net.x)), 1, net.convolution(net.x)), any -> true);
    assertTrue(fused(after.output()).hasSum());
    assertEquals(
        1, count(after, o -> o instanceof FusedConvolution convolution && convolution.hasSum()));
  }

  @Test
  void aScaledTermIsNotFused() {
    Graph after = fused(sum(1, net.x, 0.5, net.convolution(net.x)), any -> true);
    assertTrue(isSum(after.output().operator()));
  }

  @Test
  void additionsThatTheEngineIsSlowWithStay() {
    Predicate<FusedConvolution> isFast = candidate -> !candidate.hasRelu();
    Graph slow = fused(sum(1, net.x, 1, relu(net.convolution(net.x))), isFast);
    assertTrue(isSum(slow.output().operator()));
    Graph fast = fused(sum(1, net.x, 1, net.convolution(net.x)), isFast);
    assertTrue(fused(fast.output()).hasSum());
  }
}
