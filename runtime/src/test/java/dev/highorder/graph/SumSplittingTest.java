package dev.highorder.graph;

import static dev.highorder.graph.GraphBuilder.relu;
import static dev.highorder.graph.GraphBuilder.scalings;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.graph.Operator.WeightedSum;
import java.util.List;
import org.junit.jupiter.api.Test;

class SumSplittingTest {

  private final GraphBuilder net = new GraphBuilder();

  private Graph split(Double... coefficients) {
    Node[] terms = {net.x, relu(net.x), net.norm(net.x), net.convolution(net.x), net.stage(net.x)};
    Node sum =
        new Node(
            new WeightedSum(List.of(coefficients)), List.of(terms).subList(0, coefficients.length));
    Graph after = net.requireSame(new Graph(sum), SumSplitting::of);
    assertTrue(
        GraphBuilder.coefficients(after).stream().allMatch(a -> a == 1), "all sums are plain");
    return after;
  }

  @Test
  void equalCoefficientsAndSmallMultiplesShareAScaling() {
    assertEquals(2, scalings(split(1.0, 1.0 / 3, 2.0 / 3, 1.0 / 3, -0.7)), "one for the thirds");
  }

  @Test
  void threeTimesTheCoefficientIsAddedThreeTimes() {
    assertEquals(1, scalings(split(0.2, 0.6)));
  }

  @Test
  void fourTimesTheCoefficientIsAScalingOfItsOwn() {
    assertEquals(2, scalings(split(0.2, 0.8)));
  }

  @Test
  void smallWholeCoefficientsNeedNoScaling() {
    assertEquals(0, scalings(split(1.0, 2.0, 3.0)));
  }

  @Test
  void oppositeCoefficientsDoNotShareAScaling() {
    assertEquals(2, scalings(split(0.3, -0.3)));
  }
}
