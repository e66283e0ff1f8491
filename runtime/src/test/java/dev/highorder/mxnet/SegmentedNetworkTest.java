package dev.highorder.mxnet;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.graph.Graph;
import dev.highorder.graph.Node;
import dev.highorder.graph.Operator;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which operators may be computed twice; CompiledTrainingTest compares gradients. */
class SegmentedNetworkTest {

  private static Graph with(String operator) {
    return new Graph(
        new Node(
            new Operator.Relu(),
            new Node(new Operator.Opaque(operator, Map.of()), new Node(new Operator.Input()))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Dropout", "_random_normal", "_npi_uniform", "RNN", "_shuffle"})
  void randomOperatorsAreKnown(String operator) {
    assertTrue(SegmentedNetwork.drawsRandomNumbers(with(operator)));
  }

  @Test
  void otherOperatorsAreNotRandom() {
    assertFalse(SegmentedNetwork.drawsRandomNumbers(with("softmax")));
  }
}
