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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * ResNets as they are published, with PyTorch's weights, compute what PyTorch computed: after each
 * stage, in evaluation and in training mode, and backwards. {@code make_fixtures.py} wrote the
 * numbers.
 */
class PublishedNetworksTest {

  /** Relative to the largest value of a stage. */
  private static final double TOLERANCE = 1e-5;

  private static final String GRADIENT = "gradient.";

  /** The gradients pass through all batch normalisations backwards, each of which adds rounding. */
  private static final double TOLERANCE_OF_GRADIENTS = 1e-4;

  static Stream<String> files() {
    return Stream.of(
        "torchvision-basic",
        "torchvision-bottleneck",
        "preactivation-basic",
        "preactivation-bottleneck",
        "released-euler",
        "released-midpoint",
        "released-rk4",
        "polynet-poly2",
        "polynet-2way",
        "polynet-3way");
  }

  static Stream<Arguments> networks() {
    return Stream.of(Engines.MXNET, Engines.PYTORCH)
        .flatMap(engine -> files().map(file -> Arguments.of(engine, file)));
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
      case "preactivation-basic" ->
          builder
              .setWidths(4, 6, 8, 10)
              .setBlocks(2, 1, 2, 1)
              .setStack(NamedStacks.get("resnet-v2-euler"))
              .optLayout(Layout.IMAGENET_PREACTIVATION)
              .build();
      case "preactivation-bottleneck" ->
          builder
              .setWidths(8, 16, 20)
              .setBlocks(2, 1, 2)
              .setStack(NamedStacks.get("resnet-v2-bottleneck-euler"))
              .optLayout(Layout.CIFAR_PREACTIVATION)
              .optStemWidth(4)
              .build();
      case "polynet-poly2" ->
          builder.setWidths(4).setBlocks(2).setStack(NamedStacks.get("vgg-poly2-norms")).build();
      case "polynet-2way" ->
          builder.setWidths(4).setBlocks(2).setStack(NamedStacks.get("vgg-polynet-2way")).build();
      case "polynet-3way" ->
          builder.setWidths(4).setBlocks(1).setStack(NamedStacks.get("vgg-polynet-3way")).build();
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
        collector.backward(compare(tensors, "train.", network, input, true).square().sum());
        compareGradients(tensors, network);
      }
    } finally {
      Engines.start("", Runtime.getRuntime().availableProcessors());
    }
  }

  @ParameterizedTest
  @MethodSource("files")
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
  @ValueSource(
      strings = {
        "torchvision-basic",
        "torchvision-bottleneck",
        "preactivation-bottleneck",
        "released-midpoint",
        "polynet-poly2"
      })
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

  private static void copy(ForeignTensors tensors, Network network) {
    parameters(tensors, network)
        .forEach(
            (name, parameter) -> {
              NDArray array = parameter.getArray();
              assertEquals(shape(tensors, name), array.getShape(), name);
              array.set(tensors.values().get(name));
            });
  }

  /** Returns the parameters by PyTorch's names: those of each part in order. */
  private static Map<String, Parameter> parameters(ForeignTensors tensors, Network network) {
    Map<String, Parameter> byName = new LinkedHashMap<>();
    List<Block> parts = network.parts();
    for (int i = 0; i < parts.size(); i++) {
      List<String> names = new ArrayList<>();
      if (i == 0) {
        names.addAll(tensors.names("conv1"));
        names.addAll(tensors.names("bn1"));
      } else if (i == parts.size() - 1) {
        names.addAll(tensors.names("norm"));
        names.addAll(tensors.names("fc"));
      } else {
        names.addAll(tensors.names("layer" + i));
        names.addAll(tensors.names("layers." + (i - 1)));
      }
      List<Parameter> parameters = parts.get(i).getParameters().values();
      assertEquals(names.size(), parameters.size(), "tensors of part " + i);
      for (int p = 0; p < names.size(); p++) {
        byName.put(names.get(p), parameters.get(p));
      }
    }
    return byName;
  }

  private static void compareGradients(ForeignTensors tensors, Network network) {
    Map<String, Parameter> parameters = parameters(tensors, network);
    List<String> compared = tensors.names(GRADIENT);
    assertTrue(compared.size() > parameters.size() / 4, "gradients of " + compared.size());
    for (String name : compared) {
      Parameter parameter = parameters.get(name.substring(GRADIENT.length()));
      assertClose(
          name,
          tensors.values().get(name),
          parameter.getArray().getGradient().toFloatArray(),
          TOLERANCE_OF_GRADIENTS);
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
      assertClose(mode + name, tensors.values().get(mode + name), x.toFloatArray(), TOLERANCE);
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
