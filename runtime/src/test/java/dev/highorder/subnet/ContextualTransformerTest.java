package dev.highorder.subnet;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
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
import ai.djl.util.Pair;
import dev.highorder.backend.GraphCompiler;
import dev.highorder.engine.Engines;
import dev.highorder.storage.SafetensorsFile;
import dev.highorder.storage.StorageException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The layer against a layer in PyTorch that was written from the paper and computes the same
 * numbers as the authors' class: see make_fixtures.py.
 */
class ContextualTransformerTest {

  private static final Path FILE = resource();

  private static Path resource() {
    try {
      return Path.of(
          Objects.requireNonNull(
                  ContextualTransformerTest.class.getResource(
                      "/subnet/contextual_transformer.safetensors"))
              .toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private static Map<String, NDArray> read(NDManager manager) throws StorageException {
    SafetensorsFile file = new SafetensorsFile(FILE);
    Map<String, NDArray> tensors = new LinkedHashMap<>();
    for (Map.Entry<String, Shape> entry : file.shapes().entrySet()) {
      tensors.put(entry.getKey(), manager.zeros(entry.getValue()));
    }
    file.readInto(tensors);
    return tensors;
  }

  /** Networks of this layer compute the same on PyTorch; another test compares the engines. */
  @Test
  void equalsTheAuthorsLayer() throws StorageException {
    Engine engine = Engines.start();
    try (NDManager manager = engine.newBaseManager()) {
      Map<String, NDArray> expected = read(manager);
      NDArray x = expected.get("input");
      ContextualTransformer layer = new ContextualTransformer((int) x.getShape().get(1));
      layer.initialize(manager, DataType.FLOAT32, x.getShape());
      int trained = 0;
      for (Pair<String, Parameter> entry : layer.getParameters()) {
        expected.get(entry.getKey()).copyTo(entry.getValue().getArray());
        trained += entry.getValue().requiresGradient() ? 1 : 0;
      }
      ParameterStore store = new ParameterStore(manager, false);

      NDArray eval = layer.forward(store, new NDList(x), false).singletonOrThrow();
      assertClose(expected.get("eval"), eval);

      x.setRequiresGradient(true);
      for (Pair<String, Parameter> entry : layer.getParameters()) {
        entry.getValue().getArray().setRequiresGradient(entry.getValue().requiresGradient());
      }
      try (GradientCollector collector = engine.newGradientCollector()) {
        NDArray train = layer.forward(store, new NDList(x), true).singletonOrThrow();
        collector.backward(train.mul(expected.get("cotangent")).sum());
        assertClose(expected.get("train"), train);
      }

      assertClose(expected.get("gradient.input"), x.getGradient());
      assertEquals(
          trained + 1, expected.keySet().stream().filter(n -> n.startsWith("gradient.")).count());
      for (Pair<String, Parameter> entry : layer.getParameters()) {
        NDArray value = entry.getValue().getArray();
        String name = entry.getKey();
        if (entry.getValue().requiresGradient()) {
          assertClose(expected.get("gradient." + name), value.getGradient());
        } else if (name.endsWith("runningMean")) {
          assertClose(expected.get("after." + name), value);
        }
      }
    }
  }

  /**
   * Its graph for training is compared with the layer when it is compiled, by an exception. A
   * softmax of the attention made graphs wrong on MXNet 1.9.1.
   */
  @ParameterizedTest
  @ValueSource(ints = {4, 16, 64})
  void isCompiledToAGraphThatComputesTheSame(int channels) {
    try (NDManager manager = Engines.start().newBaseManager()) {
      Shape input = new Shape(5, channels, 4, 5);
      ContextualTransformer layer = new ContextualTransformer(channels);
      layer.initialize(manager, DataType.FLOAT32, input);
      GraphCompiler compiler =
          Engines.backend(manager.getEngine()).compiler(manager.getDevice()).orElseThrow();

      assertDoesNotThrow(
          () ->
              compiler.compileForTraining(
                  layer, SafetensorsFile.parametersOf(layer), manager, input));
    }
  }

  /** Requires equality within 1e-5 of the largest number, at least 1. */
  private static void assertClose(NDArray expected, NDArray actual) {
    assertEquals(expected.getShape(), actual.getShape());
    double difference = expected.sub(actual).abs().max().getFloat();
    double largest = Math.max(1, expected.abs().max().getFloat());
    assertTrue(difference <= 1e-5 * largest, difference + " of " + largest);
  }
}
