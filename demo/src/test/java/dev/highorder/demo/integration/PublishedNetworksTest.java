package dev.highorder.demo.integration;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import dev.highorder.artifact.SavedClassifier;
import dev.highorder.backend.CompiledNetwork;
import dev.highorder.demo.net.NamedStacks;
import dev.highorder.engine.Engines;
import dev.highorder.image.Normalisation;
import dev.highorder.input.ImageFormat;
import dev.highorder.network.Layout;
import dev.highorder.network.Network;
import dev.highorder.network.Transition;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * ResNets as they are published, with PyTorch's weights, compute what PyTorch computed: after each
 * stage, in evaluation and in training mode. {@code make_fixtures.py} wrote the numbers.
 */
class PublishedNetworksTest {

  /** Relative to the largest value of a stage. */
  private static final double TOLERANCE = 1e-5;

  /** Where batch normalisation divides by the deviation of four values, it magnifies rounding. */
  private static final double TOLERANCE_OF_FEW_VALUES = 1e-4;

  static Stream<Arguments> networks() {
    return Stream.of(Engines.MXNET, Engines.PYTORCH)
        .flatMap(
            engine ->
                Stream.of(
                        "torchvision-basic",
                        "torchvision-bottleneck",
                        "released-euler",
                        "released-midpoint",
                        "released-rk4")
                    .map(file -> Arguments.of(engine, file)));
  }

  private static Network network(String file) {
    Network.Builder builder = Network.builder().setClasses(5);
    return switch (file) {
      case "torchvision-basic" ->
          builder
              .setWidths(4, 6, 8, 10)
              .setBlocks(2, 1, 2, 1)
              .setStack(NamedStacks.get("resnet-euler"))
              .optLayout(Layout.IMAGENET)
              .build();
      case "torchvision-bottleneck" ->
          builder
              .setWidths(8, 12, 16, 20)
              .setBlocks(2, 1, 2, 1)
              .setStack(NamedStacks.get("resnet-bottleneck-euler"))
              .optLayout(Layout.IMAGENET)
              .optStemWidth(2)
              .build();
      default ->
          builder
              .setWidths(4, 8, 16)
              .setBlocks(file.endsWith("euler") ? 3 : file.endsWith("midpoint") ? 2 : 1)
              .setStack(NamedStacks.get(file))
              .optLayout(Layout.CIFAR_STRIDED)
              .optTransition(Transition.SHORTCUT_OPTION_A_CENTRED)
              .build();
    };
  }

  @ParameterizedTest
  @MethodSource("networks")
  void computeWhatPyTorchComputes(String engineName, String file) throws IOException {
    ForeignTensors tensors = ForeignTensors.read(file);
    Engine engine = Engines.start(engineName, 1);
    try (NDManager manager = engine.newBaseManager()) {
      Network network = network(file);
      NDArray input = manager.create(tensors.values().get("input"), shape(tensors, "input"));
      network.initialize(manager, DataType.FLOAT32, input.getShape());
      copy(tensors, network);
      compare(tensors, "eval.", network, input, false);
      try (GradientCollector collector = engine.newGradientCollector()) {
        collector.backward(compare(tensors, "train.", network, input, true).sum());
      }
    } finally {
      Engines.start("", Runtime.getRuntime().availableProcessors());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "torchvision-basic",
        "torchvision-bottleneck",
        "released-euler",
        "released-midpoint",
        "released-rk4"
      })
  void compiledGraphsComputeIt(String file) throws IOException {
    ForeignTensors tensors = ForeignTensors.read(file);
    Engine engine = Engines.start(Engines.MXNET, 0);
    try (NDManager manager = engine.newBaseManager()) {
      Network network = network(file);
      NDArray input = manager.create(tensors.values().get("input"), shape(tensors, "input"));
      network.initialize(manager, DataType.FLOAT32, input.getShape());
      copy(tensors, network);
      try (CompiledNetwork compiled =
          Engines.backend(engine)
              .compiler(manager.getDevice())
              .orElseThrow()
              .compile(network, manager, manager.ones(input.getShape()))) {
        float[] logits = compiled.forward(input).toFloatArray();
        assertClose("logits", tensors.values().get("eval.logits"), logits, TOLERANCE);
      }
    }
  }

  /** Its stacks change shape inside, and have other numbers of blocks. */
  @ParameterizedTest
  @ValueSource(strings = {"torchvision-basic", "torchvision-bottleneck", "released-midpoint"})
  void areSavedAndLoaded(String file, @TempDir Path folder) throws IOException {
    Engine engine = Engines.start(Engines.MXNET, 0);
    try (NDManager manager = engine.newBaseManager()) {
      Network network = network(file);
      network.initialize(manager, DataType.FLOAT32, new Shape(1, 3, 32, 32));
      SavedClassifier.builder()
          .setNetwork(network)
          .setClasses(List.of("a", "b", "c", "d", "e"))
          .setInput(new ImageFormat(3, 32, 32, Normalisation.none()))
          .save(folder.resolve("saved"));
      Network loaded = SavedClassifier.open(folder.resolve("saved")).network(manager);
      NDList input = new NDList(manager.randomNormal(new Shape(1, 3, 32, 32)));
      ParameterStore store = new ParameterStore(manager, false);
      assertArrayEquals(
          network.forward(store, input, false).singletonOrThrow().toFloatArray(),
          loaded.forward(store, input, false).singletonOrThrow().toFloatArray());
    }
  }

  private static Shape shape(ForeignTensors tensors, String name) {
    return new Shape(tensors.shapes().get(name).stream().mapToLong(Integer::longValue).toArray());
  }

  /** Copies the weights part by part, in order. */
  private static void copy(ForeignTensors tensors, Network network) {
    List<Block> parts = network.parts();
    for (int i = 0; i < parts.size(); i++) {
      List<String> names = new ArrayList<>();
      if (i == 0) {
        names.addAll(tensors.names("conv1"));
        names.addAll(tensors.names("bn1"));
      } else if (i == parts.size() - 1) {
        names.addAll(tensors.names("fc"));
      } else {
        names.addAll(tensors.names("layer" + i));
        names.addAll(tensors.names("layers." + (i - 1)));
      }
      List<Parameter> parameters = parts.get(i).getParameters().values();
      assertEquals(names.size(), parameters.size(), "tensors of part " + i);
      for (int p = 0; p < names.size(); p++) {
        NDArray array = parameters.get(p).getArray();
        assertEquals(shape(tensors, names.get(p)), array.getShape(), names.get(p));
        array.set(tensors.values().get(names.get(p)));
      }
    }
  }

  /** Returns the logits. */
  private static NDArray compare(
      ForeignTensors tensors, String mode, Network network, NDArray input, boolean training) {
    ParameterStore store = new ParameterStore(input.getManager(), false);
    NDArray x = input;
    List<Block> parts = network.parts();
    for (int i = 0; i < parts.size(); i++) {
      x = parts.get(i).forward(store, new NDList(x), training).singletonOrThrow();
      String name = i == 0 ? "stem" : i == parts.size() - 1 ? "logits" : "stack" + i;
      boolean few = training && x.size() / x.getShape().get(1) <= 4;
      assertClose(
          mode + name,
          tensors.values().get(mode + name),
          x.toFloatArray(),
          few ? TOLERANCE_OF_FEW_VALUES : TOLERANCE);
    }
    return x;
  }

  private static void assertClose(String name, float[] expected, float[] actual, double tolerance) {
    assertEquals(expected.length, actual.length, name);
    double largest = 0;
    double difference = 0;
    for (int i = 0; i < expected.length; i++) {
      largest = Math.max(largest, Math.abs(expected[i]));
      difference = Math.max(difference, Math.abs(expected[i] - actual[i]));
    }
    double relative = difference / largest;
    assertTrue(relative < tolerance, name + " differs by " + relative);
  }
}
