package dev.highorder.subnet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.util.Pair;
import dev.highorder.engine.Engines;
import dev.highorder.storage.ForeignTensors;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * With EfficientNet's and ViT's constants, MBConv and the transformer block compute what
 * torchvision's and PyTorch's own compute. {@code make_published_constants.py} wrote the numbers,
 * for inputs so small that the constants decide.
 */
class PublishedConstantsTest {

  private static final double TOLERANCE = 1e-5;
  private static final List<String> RESULTS = List.of("input", "eval", "train");

  private final Map<String, float[]> tensors = new LinkedHashMap<>();
  private Shape shape;

  private void read(String name) throws IOException {
    try {
      Path path =
          Path.of(
              PublishedConstantsTest.class.getResource("/subnet/" + name + ".safetensors").toURI());
      ForeignTensors file = ForeignTensors.open(path);
      file.read(file.tensors().keySet(), tensors::put);
      shape = file.tensors().get("input").shape();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static double difference(float[] expected, float[] actual) {
    assertEquals(expected.length, actual.length);
    double largest = 0;
    double difference = 0;
    for (int i = 0; i < expected.length; i++) {
      largest = Math.max(largest, Math.abs(expected[i]));
      difference = Math.max(difference, Math.abs(expected[i] - actual[i]));
    }
    return difference / largest;
  }

  private static float[] evaluate(Block block, NDArray x) {
    return block
        .forward(new ParameterStore(x.getManager(), false), new NDList(x), false)
        .singletonOrThrow()
        .toFloatArray();
  }

  /** Backwards too, since MXNet updates running statistics then. */
  private static float[] train(Block block, NDArray x) {
    x.setRequiresGradient(true);
    try (GradientCollector collector = Engines.start().newGradientCollector()) {
      NDArray y =
          block
              .forward(new ParameterStore(x.getManager(), false), new NDList(x), true)
              .singletonOrThrow();
      collector.backward(y.sum());
      return y.toFloatArray();
    }
  }

  /** Returns the largest relative differences in evaluation and in training mode. */
  private double[] differences(Block block, Iterable<float[]> parameters, NDManager manager) {
    NDArray x = manager.create(tensors.get("input"), shape);
    block.initialize(manager, DataType.FLOAT32, shape);
    Iterator<float[]> values = parameters.iterator();
    for (Parameter parameter : block.getParameters().values()) {
      parameter.getArray().set(values.next());
    }
    return new double[] {
      difference(tensors.get("eval"), evaluate(block, x)),
      difference(tensors.get("train"), train(block, x))
    };
  }

  @Test
  void mbConvIsThatOfEfficientNet() throws IOException {
    read("mbconv");
    List<float[]> parameters =
        tensors.entrySet().stream()
            .filter(e -> !RESULTS.contains(e.getKey()) && !e.getKey().startsWith("after."))
            .map(Map.Entry::getValue)
            .toList();
    try (NDManager manager = Engines.start().newBaseManager()) {
      Block block = new MbConvSubNet(8, 6, 1e-3f, 0.99f);
      for (double difference : differences(block, parameters, manager)) {
        assertEquals(0, difference, TOLERANCE);
      }
      List<float[]> statistics =
          block.getParameters().values().stream()
              .filter(parameter -> !parameter.requiresGradient())
              .map(parameter -> parameter.getArray().toFloatArray())
              .toList();
      List<float[]> expected =
          tensors.entrySet().stream()
              .filter(e -> e.getKey().startsWith("after."))
              .map(Map.Entry::getValue)
              .toList();
      assertEquals(6, statistics.size());
      for (int i = 0; i < expected.size(); i++) {
        assertEquals(
            0, difference(expected.get(i), statistics.get(i)), TOLERANCE, "statistic " + i);
      }

      double[] withDefaults = differences(new MbConvSubNet(8), parameters, manager);
      assertTrue(withDefaults[1] > 0.01, Arrays.toString(withDefaults));
    }
  }

  @Test
  void theTransformerBlockIsThatOfViT() throws IOException {
    read("transformer");
    try (NDManager manager = Engines.start().newBaseManager()) {
      Block block = new VisionTransformerSubNet(8, 2, 1e-6f);
      List<float[]> parameters =
          block.getParameters().stream().map(Pair::getKey).map(this::inPyTorch).toList();
      for (double difference : differences(block, parameters, manager)) {
        assertEquals(0, difference, TOLERANCE);
      }

      double[] withDefaults = differences(new VisionTransformerSubNet(8, 2), parameters, manager);
      assertTrue(withDefaults[0] > 0.01, Arrays.toString(withDefaults));
    }
  }

  /** PyTorch has query, key and value in one matrix, and two numbers for each layer. */
  private float[] inPyTorch(String parameter) {
    String name = parameter.toLowerCase(Locale.ROOT);
    String kind = name.endsWith("weight") || name.endsWith("gamma") ? "weight" : "bias";
    if (name.contains("attention_") && name.contains("projection")) {
      int third = name.contains("query") ? 0 : name.contains("key") ? 1 : 2;
      float[] all = tensors.get("self_attn.in_proj_" + kind);
      int size = all.length / 3;
      return name.contains("result")
          ? tensors.get("self_attn.out_proj." + kind)
          : Arrays.copyOfRange(all, third * size, (third + 1) * size);
    }
    if (name.contains("layernorm")) {
      return tensors.get((name.contains("feedforward") ? "norm2." : "norm1.") + kind);
    }
    return tensors.get((name.contains("02linear") ? "linear1." : "linear2.") + kind);
  }

  @ParameterizedTest
  @ValueSource(floats = {0, -1e-5f, Float.NaN, Float.POSITIVE_INFINITY})
  void refusesAnEpsilonThatIsNoSmallNumber(float epsilon) {
    assertRefused(() -> new VisionTransformerSubNet(8, 2, epsilon), "Epsilon must be");
    assertRefused(() -> new MbConvSubNet(8, 6, epsilon, 0.9f), "Epsilon must be");
  }

  @ParameterizedTest
  @ValueSource(floats = {1, -0.1f, Float.NaN})
  void refusesAMomentumThatIsNoShare(float momentum) {
    assertRefused(() -> new MbConvSubNet(8, 6, 1e-3f, momentum), "0.99 where PyTorch says 0.01");
  }

  private static void assertRefused(Runnable created, String part) {
    String message = assertThrows(IllegalArgumentException.class, created::run).getMessage();
    assertTrue(message.contains(part), message);
  }
}
