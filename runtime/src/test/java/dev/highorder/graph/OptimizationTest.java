package dev.highorder.graph;

import static dev.highorder.graph.GraphBuilder.count;
import static dev.highorder.graph.GraphBuilder.isScaling;
import static dev.highorder.graph.GraphBuilder.scalings;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.graph.Operator.BatchNorm;
import dev.highorder.graph.Operator.FusedConvolution;
import dev.highorder.graph.Operator.Parameter;
import dev.highorder.graph.Operator.Relu;
import org.junit.jupiter.api.Test;

class OptimizationTest {

  private final GraphBuilder net = new GraphBuilder();

  private Graph inference(boolean isFast) {
    return net.requireSame(
        net.rk4(), graph -> Optimization.forInference(graph, net::value, fused -> isFast));
  }

  /**
   * Six convolutions, three of which add, and one depthwise convolution for the terms of the output
   * that are scaled.
   */
  @Test
  void inferenceOfRk4() {
    Graph after = inference(true);
    assertEquals(7, count(after, FusedConvolution.class::isInstance));
    assertEquals(
        3,
        count(after, op -> op instanceof FusedConvolution fused && fused.hasSum()),
        "s2, s3 and the output");
    assertEquals(2, count(after, GraphBuilder::isSum));
    assertEquals(1, count(after, GraphBuilder::isFusedDepthwise));
  }

  /** Each pass must run when its conditions can hold, or one of these would be left. */
  @Test
  void inferenceLeavesNothingThatAPassCouldRemove() {
    Graph after = inference(true);
    assertEquals(0, count(after, BatchNorm.class::isInstance));
    assertEquals(0, count(after, Relu.class::isInstance));
    assertEquals(0, count(after, Parameter.class::isInstance));
    assertEquals(0, scalings(after));
  }

  @Test
  void anEngineThatIsSlowWithPostOpsGetsPlainSumsAndScalings() {
    Graph after = inference(false);
    assertEquals(0, count(after, op -> op instanceof FusedConvolution fused && fused.hasSum()));
    assertTrue(GraphBuilder.coefficients(after).stream().allMatch(a -> a == 1));
    assertTrue(scalings(after) > 0);
  }

  @Test
  void aGpuGetsNoOperatorsOfOneDnn() {
    Graph inference =
        net.requireSame(net.rk4(), graph -> Optimization.forInferenceOnGpu(graph, net::value));
    assertEquals(0, count(inference, FusedConvolution.class::isInstance));
    assertEquals(0, count(inference, BatchNorm.class::isInstance), "folded");
    Graph training = net.requireSame(net.rk4(), Optimization::forTrainingOnGpu);
    assertEquals(0, count(training, GraphBuilder::isDepthwise));
    assertTrue(GraphBuilder.coefficients(training).stream().filter(a -> a != 1).count() <= 3);
  }

  @Test
  void trainingOfRk4() {
    Graph after = net.requireSame(net.rk4(), Optimization::forTraining);
    after.nodes().stream()
        .filter(node -> isScaling(node.operator()))
        .forEach(node -> assertTrue(node.input(0).operator() instanceof Parameter, "gamma, beta"));
    assertEquals(1, count(after, GraphBuilder::isDepthwise), "the scaled terms of the output");
  }

  /** Two functions that are equal for all parameters have equal gradients. */
  @Test
  void aTrainingGraphIsTheSameFunctionOfItsParameters() {
    Graph before = net.rk4();
    Graph after = Optimization.forTraining(before);
    assertEquals(
        count(before, Parameter.class::isInstance), count(after, Parameter.class::isInstance));
    net.requireSameForOtherParameters(before, after);
  }
}
