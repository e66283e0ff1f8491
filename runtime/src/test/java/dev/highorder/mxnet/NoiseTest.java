package dev.highorder.mxnet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import dev.highorder.graph.Graph;
import dev.highorder.network.Layout;
import dev.highorder.network.Network;
import dev.highorder.stack.TanhStack;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NoiseTest {

  private final NDManager manager = MxNetBackend.get().start(0).newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  private Graph traced(Layout layout, int vocabulary, Shape shape) {
    Network network =
        Network.builder()
            .setClasses(3)
            .setWidths(4)
            .setBlocks(1)
            .setStack(NoiseTest::stack)
            .optLayout(layout)
            .optVocabulary(vocabulary)
            .build();
    network.initialize(manager, DataType.FLOAT32, shape);
    return Tracer.trace(network, manager, shape, false);
  }

  private static TanhStack stack(int blocks, int width) {
    return new TanhStack(
        blocks,
        () ->
            new SequentialBlock()
                .add(Linear.builder().setUnits(width).build())
                .add(Activation::tanh));
  }

  private float[] inputs(Graph graph, Shape shape) {
    return Noise.forGraph(graph, manager, shape, 3).toFloatArray();
  }

  @Test
  void anEmbeddingGetsAllOfItsTokens() {
    Shape shape = new Shape(4, 20);
    Set<Float> seen = new HashSet<>();
    for (float value : inputs(traced(Layout.TOKENS, 5, shape), shape)) {
      seen.add(value);
    }
    assertEquals(Set.of(0f, 1f, 2f, 3f, 4f), seen);
  }

  @Test
  void otherNetworksGetNoise() {
    Shape shape = new Shape(4, 20);
    float[] values = inputs(traced(Layout.VECTOR, 0, shape), shape);
    int negative = 0;
    for (float value : values) {
      negative += value < 0 ? 1 : 0;
    }
    assertTrue(negative > 20 && negative < 60, negative + " of 80");
  }
}
