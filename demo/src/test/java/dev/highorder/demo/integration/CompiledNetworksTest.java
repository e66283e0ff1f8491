package dev.highorder.demo.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.XavierInitializer;
import dev.highorder.backend.CompiledNetwork;
import dev.highorder.demo.net.NamedStacks;
import dev.highorder.engine.Engines;
import dev.highorder.network.Layout;
import dev.highorder.network.Network;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A compiled graph computes what the operators of the same network compute one by one. */
class CompiledNetworksTest {

  private static final Shape INPUT = new Shape(2, 3, 16, 16);

  static Stream<String> networks() {
    // of images: tables and texts have tests of their own
    return NamedStacks.all().keySet().stream()
        .filter(name -> NamedStacks.layout(name) != Layout.VECTOR);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void computesTheSame(String name) {
    Engine engine = Engines.start(Engines.MXNET, 0);
    Network network =
        Network.builder()
            .setClasses(10)
            .setWidths(16)
            .setBlocks(1)
            .setStack(NamedStacks.get(name))
            .optLayout(NamedStacks.layout(name))
            .build();
    try (NDManager manager = engine.newBaseManager()) {
      network.setInitializer(new XavierInitializer(), Parameter.Type.WEIGHT);
      network.initialize(manager, DataType.FLOAT32, INPUT);
      ParameterStore parameters = new ParameterStore(manager, false);
      moveStatistics(network, manager, parameters);
      try (CompiledNetwork compiled =
          Engines.backend(engine)
              .compiler(manager.getDevice())
              .orElseThrow()
              .compile(network, manager, manager.ones(INPUT))) {
        NDArray x = manager.randomNormal(INPUT);
        float[] expected = network.forward(parameters, new NDList(x), false).head().toFloatArray();
        float[] actual = compiled.forward(x).toFloatArray();
        double largest = 0;
        for (float value : expected) {
          largest = Math.max(largest, Math.abs(value));
        }
        assertTrue(largest > 1e-3, "the output is not trivial: " + largest);
        for (int i = 0; i < expected.length; i++) {
          assertEquals(expected[i], actual[i], 1e-4 * Math.max(1, largest), name);
        }
      }
    }
  }

  /** Moves the running statistics, which are 0 and 1 at first. */
  private static void moveStatistics(
      Network network, NDManager manager, ParameterStore parameters) {
    network
        .getParameters()
        .values()
        .forEach(p -> p.getArray().setRequiresGradient(p.requiresGradient()));
    try (NDManager scope = manager.newSubManager();
        GradientCollector collector = manager.getEngine().newGradientCollector()) {
      NDArray x = scope.randomNormal(new Shape(4, 3, 16, 16));
      collector.backward(network.forward(parameters, new NDList(x), true).head().sum());
    }
  }
}
