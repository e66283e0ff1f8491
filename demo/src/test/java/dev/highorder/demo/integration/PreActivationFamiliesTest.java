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
import ai.djl.util.Pair;
import dev.highorder.demo.net.NamedStacks;
import dev.highorder.engine.Engines;
import dev.highorder.network.Network;
import dev.highorder.network.Transition;
import dev.highorder.storage.SafetensorsFile;
import dev.highorder.storage.StorageException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * RevNet and LM-ResNet with pre-activation sub-nets, whose head begins with batch normalisation and
 * ReLU, against networks in PyTorch that were written from the papers: see make_fixtures.py.
 */
class PreActivationFamiliesTest {

  private static Map<String, NDArray> read(String name, NDManager manager)
      throws StorageException, URISyntaxException {
    Path path =
        Path.of(
            Objects.requireNonNull(
                    PreActivationFamiliesTest.class.getResource(
                        "/families/" + name + ".safetensors"))
                .toURI());
    SafetensorsFile file = new SafetensorsFile(path);
    Map<String, NDArray> tensors = new LinkedHashMap<>();
    for (Map.Entry<String, Shape> entry : file.shapes().entrySet()) {
      tensors.put(entry.getKey(), manager.zeros(entry.getValue()));
    }
    file.readInto(tensors);
    return tensors;
  }

  @ParameterizedTest
  @ValueSource(strings = {"revnet", "lm-resnet"})
  void equalTheNetworksInPyTorch(String family) throws StorageException, URISyntaxException {
    Engine engine = Engines.start();
    String stack = "resnet-v2-" + family;
    Network network =
        Network.builder()
            .setClasses(3)
            .setWidths(8, 16)
            .setBlocks(2)
            .setStack(NamedStacks.get(stack))
            .optLayout(NamedStacks.layout(stack))
            .optTransition(Transition.OPTION_A)
            .build();
    try (NDManager manager = engine.newBaseManager()) {
      Map<String, NDArray> expected = read(family, manager);
      NDArray x = expected.get("input");
      network.initialize(manager, DataType.FLOAT32, x.getShape());
      for (Pair<String, Parameter> entry : network.getParameters()) {
        NDArray value = entry.getValue().getArray();
        expected.get(entry.getKey()).copyTo(value);
        value.setRequiresGradient(entry.getValue().requiresGradient());
      }
      ParameterStore store = new ParameterStore(manager, false);

      assertClose(expected.get("eval"), network.forward(store, new NDList(x), false).head());
      try (GradientCollector collector = engine.newGradientCollector()) {
        NDArray logits = network.forward(store, new NDList(x), true).head();
        collector.backward(logits.mul(logits).sum());
        assertClose(expected.get("train"), logits);
      }
      for (Pair<String, Parameter> entry : network.getParameters()) {
        if (entry.getValue().requiresGradient()) {
          assertClose(
              expected.get("gradient." + entry.getKey()),
              entry.getValue().getArray().getGradient());
        }
      }
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
