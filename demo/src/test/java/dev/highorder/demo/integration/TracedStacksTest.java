package dev.highorder.demo.integration;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.XavierInitializer;
import ai.djl.training.loss.Loss;
import dev.highorder.backend.GraphCompiler;
import dev.highorder.backend.TrainableNetwork;
import dev.highorder.demo.net.NamedStacks;
import dev.highorder.engine.Engines;
import dev.highorder.network.Layout;
import dev.highorder.network.Network;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Traced networks of all sub-nets and schemes: the same gradients in training. {@link
 * CompiledNetworksTest} checks their inference, and {@link ExportedStacksTest} that other runtimes
 * compute the same.
 */
class TracedStacksTest {

  private static final Shape INPUT = new Shape(3, 3, 16, 16);

  private final NDManager manager = Engines.start(Engines.MXNET, 0).newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  static Stream<String> stacks() {
    // of images: tables and texts have tests of their own
    return NamedStacks.all().keySet().stream()
        .filter(name -> NamedStacks.layout(name) != Layout.VECTOR);
  }

  private Network network(String name) {
    Network network =
        Network.builder()
            .setClasses(4)
            .setWidths(16)
            .setBlocks(1)
            .setStack(NamedStacks.get(name))
            .optLayout(NamedStacks.layout(name))
            .build();
    manager.getEngine().setRandomSeed(1);
    network.setInitializer(new XavierInitializer(), Parameter.Type.WEIGHT);
    network.initialize(manager, DataType.FLOAT32, INPUT);
    return network;
  }

  private NDArray images() {
    return manager.arange((float) INPUT.size()).mul(0.9).sin().reshape(INPUT);
  }

  @ParameterizedTest
  @MethodSource("stacks")
  void training(String name) {
    Network network = network(name);
    Map<String, NDArray> parameters = new LinkedHashMap<>();
    network
        .getParameters()
        .forEach(
            entry -> {
              NDArray array = entry.getValue().getArray();
              array.setRequiresGradient(entry.getValue().requiresGradient());
              parameters.put(entry.getKey(), array);
            });
    List<String> learned =
        network.getParameters().stream()
            .filter(entry -> entry.getValue().requiresGradient())
            .map(entry -> entry.getKey())
            .toList();
    ParameterStore store = new ParameterStore(manager, false);
    Function<NDArray, TrainableNetwork.Pass> operators =
        x -> new RecordedPass(network.forward(store, new NDList(x), true).singletonOrThrow());
    Map<String, float[]> expected = pass(parameters, learned, images(), operators);
    // Verner's coefficients are in the hundreds: this measures how far rounding alone moves
    // gradients.
    Map<String, float[]> nudged = pass(parameters, learned, images().mul(1 + 2e-7f), operators);
    double largest = expected.values().stream().mapToDouble(v -> max(v)).max().orElseThrow();
    assertTrue(largest > 0);
    GraphCompiler compiler =
        Engines.backend(manager.getEngine()).compiler(manager.getDevice()).orElseThrow();
    List<TrainableNetwork> graphs =
        List.of(
            compiler.compileForTraining(network, parameters, manager, INPUT),
            compiler.compileForRecomputation(network, parameters, manager, INPUT).orElseThrow());
    for (TrainableNetwork graph : graphs) {
      Map<String, float[]> actual = pass(parameters, learned, images(), graph::pass);
      expected.forEach(
          (parameter, values) -> {
            double rounding = 20 * max(difference(values, nudged.get(parameter)));
            // A ReLU that is zero up to rounding may move a gradient by some thousandths.
            boolean isGradient = !parameter.equals("logits");
            double share = name.contains("verner") ? 0.05 : isGradient ? 1e-2 : 1e-3;
            double tolerance = share * Math.max(max(values), 1e-3 * largest);
            assertArrayEquals(
                values,
                actual.get(parameter),
                (float) Math.max(rounding, tolerance),
                name + " " + parameter);
            if (isGradient && !name.contains("verner")) {
              double distance = norm(difference(values, actual.get(parameter)));
              double byRounding = 20 * norm(difference(values, nudged.get(parameter)));
              double allowed = 5e-3 * Math.max(norm(values), 1e-3 * largest);
              assertEquals(0, distance, Math.max(byRounding, allowed), name + " " + parameter);
            }
          });
      graph.close();
    }
  }

  /** A pass that autograd recorded as a whole. */
  private record RecordedPass(NDArray output) implements TrainableNetwork.Pass {

    @Override
    public void backward() {
      // The collector has computed all gradients.
    }
  }

  private static float[] difference(float[] a, float[] b) {
    float[] difference = new float[a.length];
    for (int i = 0; i < a.length; i++) {
      difference[i] = a[i] - b[i];
    }
    return difference;
  }

  private static double norm(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += (double) value * value;
    }
    return Math.sqrt(sum);
  }

  private static double max(float[] values) {
    double largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  /** Returns logits and gradients. */
  private Map<String, float[]> pass(
      Map<String, NDArray> parameters,
      List<String> learned,
      NDArray x,
      Function<NDArray, TrainableNetwork.Pass> forward) {
    Map<String, float[]> results = new LinkedHashMap<>();
    NDArray labels = manager.create(new float[] {0, 1, 3});
    try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
      TrainableNetwork.Pass pass = forward.apply(x);
      NDArray y = pass.output();
      collector.backward(
          Loss.softmaxCrossEntropyLoss().evaluate(new NDList(labels), new NDList(y)));
      pass.backward();
      results.put("logits", y.toFloatArray());
    }
    learned.forEach(
        parameter ->
            results.put(parameter, parameters.get(parameter).getGradient().toFloatArray()));
    return results;
  }
}
