package dev.highorder.mxnet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.XavierInitializer;
import dev.highorder.backend.GraphCompiler;
import dev.highorder.backend.TrainableNetwork;
import dev.highorder.network.Network;
import dev.highorder.stack.TanhStack;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A network trained as a graph gets the outputs, gradients and statistics that it gets without. */
class CompiledTrainingTest {

  private static final Shape INPUT = new Shape(5, 3, 8, 8);

  private final GraphCompiler compiler = MxNetBackend.get().compiler(Device.cpu()).orElseThrow();
  private final NDManager manager = MxNetBackend.get().start(0).newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  private static Block layer(int channels) {
    return new SequentialBlock()
        .add(
            Conv2d.builder()
                .setKernelShape(new Shape(3, 3))
                .optPadding(new Shape(1, 1))
                .setFilters(channels)
                .optBias(false)
                .build())
        .add(BatchNorm.builder().build());
  }

  /** One step of a scheme by hand, with scaled states that two sums read, and a ReLU at the end. */
  private static Block wired(Function<NDArray, NDArray> last) {
    return new SequentialBlock()
        .add(layer(4))
        .add(
            new ParallelBlock(
                list -> {
                  NDArray x = list.get(0).singletonOrThrow();
                  NDArray k = last.apply(list.get(1).singletonOrThrow());
                  NDArray l = last.apply(list.get(2).singletonOrThrow());
                  NDArray first = x.add(k.mul(0.5)).add(l.mul(-3));
                  return new NDList(first.add(k.mul(0.25)).add(l.mul(2)).add(first.square()));
                },
                List.of(LambdaBlock.singleton(NDArray::duplicate, "copy"), layer(4), layer(4))))
        .add(layer(2))
        .add(LambdaBlock.singleton(x -> x.mean(new int[] {2, 3}), "mean"));
  }

  private void initialize(Block network) {
    network.setInitializer(new XavierInitializer(), Parameter.Type.WEIGHT);
    network.initialize(manager, DataType.FLOAT32, INPUT);
    network
        .getParameters()
        .values()
        .forEach(p -> p.getArray().setRequiresGradient(p.requiresGradient()));
  }

  /** Returns the results of a pass: output, gradients and statistics. */
  private Map<String, float[]> pass(
      Block network,
      Map<String, NDArray> parameters,
      Function<NDArray, TrainableNetwork.Pass> forward) {
    Map<String, float[]> results = new LinkedHashMap<>();
    try (NDManager scope = manager.newSubManager();
        GradientCollector collector = manager.getEngine().newGradientCollector()) {
      NDArray x = scope.arange((float) INPUT.size()).mul(0.7).sin().reshape(INPUT);
      TrainableNetwork.Pass pass = forward.apply(x);
      NDArray y = pass.output();
      NDArray weights = scope.arange((float) y.size()).cos().reshape(y.getShape());
      collector.backward(y.square().mul(weights).sum());
      pass.backward();
      results.put("output", y.toFloatArray());
      network
          .getParameters()
          .forEach(
              entry -> {
                NDArray array = parameters.get(entry.getKey());
                results.put(
                    entry.getKey(),
                    (entry.getValue().requiresGradient() ? array.getGradient() : array)
                        .toFloatArray());
              });
    }
    return results;
  }

  private void requireSame(Block network) {
    initialize(network);
    Map<String, NDArray> parameters = new LinkedHashMap<>();
    network.getParameters().forEach(e -> parameters.put(e.getKey(), e.getValue().getArray()));
    Map<String, float[]> statistics = new LinkedHashMap<>();
    parameters.forEach((name, array) -> statistics.put(name, array.toFloatArray()));
    ParameterStore store = new ParameterStore(manager, false);
    Map<String, float[]> expected =
        pass(
            network,
            parameters,
            x -> recorded(network.forward(store, new NDList(x), true).singletonOrThrow()));
    for (TrainableNetwork graph : graphs(network, parameters)) {
      try (graph) {
        parameters.forEach((name, array) -> array.set(statistics.get(name)));
        Map<String, float[]> actual = pass(network, parameters, graph::pass);
        expected.forEach((name, values) -> assertNear(name, values, actual.get(name)));
      }
    }
  }

  private List<TrainableNetwork> graphs(Block network, Map<String, NDArray> parameters) {
    return List.of(
        compiler.compileForTraining(network, parameters, manager, INPUT),
        compiler.compileForRecomputation(network, parameters, manager, INPUT).orElseThrow());
  }

  private static TrainableNetwork.Pass recorded(NDArray output) {
    return new TrainableNetwork.Pass() {
      @Override
      public NDArray output() {
        return output;
      }

      @Override
      public void backward() {
        // all was recorded
      }
    };
  }

  private static void assertNear(String name, float[] expected, float[] actual) {
    double largest = 1e-3;
    for (float value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], 1e-3 * largest, name);
    }
  }

  @Test
  void stacks() {
    requireSame(
        Network.builder()
            .setClasses(3)
            .setWidths(4, 6)
            .setBlocks(1, 2)
            .setStack(TanhStack::withBlocks)
            .build());
  }

  @Test
  void scaledStatesOfReluAndOfNormalisations() {
    requireSame(wired(Activation::relu));
    requireSame(wired(NDArray::duplicate));
  }

  @Test
  void runsAgainWithParametersThatMoved() {
    Block network = wired(Activation::relu);
    initialize(network);
    Map<String, NDArray> parameters = new LinkedHashMap<>();
    network.getParameters().forEach(e -> parameters.put(e.getKey(), e.getValue().getArray()));
    for (TrainableNetwork graph : graphs(network, parameters)) {
      try (graph) {
        float[] before = pass(network, parameters, graph::pass).get("output");
        parameters.values().forEach(array -> array.stopGradient().muli(1.5f));
        float[] after = pass(network, parameters, graph::pass).get("output");
        assertTrue(Math.abs(before[0] - after[0]) > 1e-3, before[0] + " " + after[0]);
      }
    }
  }

  /** Gradients go no further back than to what learns. */
  @Test
  void frozenParts() {
    Network network =
        Network.builder()
            .setClasses(3)
            .setWidths(4, 6)
            .setBlocks(2, 2)
            .setStack(TanhStack::withBlocks)
            .build();
    network.parts().get(0).freezeParameters(true);
    network.parts().get(1).freezeParameters(true);
    requireSame(network);
  }

  @Test
  void randomNumbersAreNotDrawnTwice() {
    Block network =
        new SequentialBlock()
            .add(layer(4))
            .add(Dropout.builder().optRate(0.5f).build())
            .add(layer(2))
            .add(LambdaBlock.singleton(x -> x.mean(new int[] {2, 3}), "mean"));
    initialize(network);
    Map<String, NDArray> parameters = new LinkedHashMap<>();
    network.getParameters().forEach(e -> parameters.put(e.getKey(), e.getValue().getArray()));
    int arrays = manager.getManagedArrays().size();

    assertEquals(
        Optional.empty(), compiler.compileForRecomputation(network, parameters, manager, INPUT));
    assertEquals(arrays, manager.getManagedArrays().size(), "all is closed again");
  }
}
