package dev.highorder.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import dev.highorder.Weights;
import dev.highorder.engine.Engines;
import dev.highorder.network.Network;
import dev.highorder.stack.PolynomialStack;
import dev.highorder.stack.StackDescription;
import dev.highorder.stack.TanhStack;
import dev.highorder.storage.ForeignTensors;
import dev.highorder.storage.SafetensorsFile;
import dev.highorder.storage.StorageException;
import dev.highorder.subnet.VggSubNet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks of two midpoint stacks, whose parameters are written under other names. */
class WeightImportTest {

  private static final Shape EXAMPLE = new Shape(3, 8, 8);

  /** Each sub-net of a stack is a layer of the other program, counted from 0. */
  private static final String RULES =
      """
      first.{k}{i}.{p}       -> stem.{k}{i}.{p}
      group{s}.{b}.{k}{i}.{p} -> stack{s}.subnet{b+1}.{k}{i}.{p}
      joint.{k}{i}.{p}       -> transition1.{k}{i}.{p}
      last.{p}               -> head.linear1.{p}
      counter                -> ignored
      """;

  private final NDManager manager = Engines.start().newBaseManager();
  private final Map<String, NDArray> tensors = new LinkedHashMap<>();

  @TempDir Path folder;

  @BeforeEach
  void name() {
    Network trained = network(5, 1, 2);
    trained.initialize(manager, DataType.FLOAT32, new Shape(1).addAll(EXAMPLE));
    ParameterAddresses.of(trained)
        .forEach((address, parameter) -> tensors.put(foreign(address), parameter.getArray()));
    tensors.put("counter", manager.create(7f));
  }

  @AfterEach
  void close() {
    manager.close();
  }

  private static Network network(int classes, int... blocks) {
    return Network.builder()
        .setClasses(classes)
        .setWidths(4, 6)
        .setBlocks(blocks)
        .setStack(TanhStack::withBlocks)
        .build();
  }

  private static String foreign(String address) {
    if (!address.startsWith("stack")) {
      return address
          .replace("stem.", "first.")
          .replace("transition1.", "joint.")
          .replace("head.linear1.", "last.");
    }
    int number = Integer.parseInt(address.replaceFirst("^stack.\\.subnet(\\d+).*", "$1"));
    return address.replaceFirst("^stack(.)\\.subnet\\d+", "group$1." + (number - 1));
  }

  private MappedTensors mapped() throws IOException {
    Path file = folder.resolve("other.safetensors");
    Files.deleteIfExists(file);
    new SafetensorsFile(file).write(tensors);
    return MappedTensors.of(ForeignTensors.open(file), NameRules.parse("test", RULES));
  }

  private Imported load(int classes, boolean newHead, int... blocks) throws IOException {
    return new WeightImport(mapped(), () -> network(classes, blocks), EXAMPLE, newHead)
        .load(manager);
  }

  private void assertRefuses(String... parts) {
    String message = assertThrows(StorageException.class, () -> load(5, false, 1, 2)).getMessage();
    for (String part : parts) {
      assertTrue(message.contains(part), () -> part + " is not in: " + message);
    }
  }

  @Test
  void everyParameterHasAnAddress() {
    List<String> addresses = new ArrayList<>(ParameterAddresses.of(network(5, 1, 2)).keySet());

    assertEquals(
        List.of(
            "stem.conv1.weight",
            "stem.bn1.weight",
            "stem.bn1.bias",
            "stem.bn1.running_mean",
            "stem.bn1.running_var",
            "stack1.subnet1.conv1.weight",
            "stack1.subnet1.conv1.bias",
            "stack1.subnet2.conv1.weight",
            "stack1.subnet2.conv1.bias",
            "transition1.conv1.weight"),
        addresses.subList(0, 10));
    assertEquals("stack2.subnet4.conv1.bias", addresses.get(addresses.size() - 3));
    assertEquals("head.linear1.bias", addresses.get(addresses.size() - 1));
    assertEquals(network(5, 1, 2).getParameters().size(), addresses.size());
  }

  /** PolyNet's poly-2, whose second stage has batch normalisations of its own. */
  @Test
  void normalisationsOfALaterStageHaveAddresses() {
    StackDescription description =
        new StackDescription("test.SubNet", "POLYNET2", 2, "poly-2")
            .with(Weights.PER_BLOCK_EXCEPT_NORMS);
    Network polyNet =
        Network.builder()
            .setClasses(5)
            .setWidths(4)
            .setBlocks(2)
            .setStack(
                (blocks, width) ->
                    new PolynomialStack(description, blocks, () -> new VggSubNet(width)) {})
            .build();

    List<String> addresses = new ArrayList<>(ParameterAddresses.of(polyNet).keySet());
    assertEquals(
        List.of("stack1.subnet1.k2-bn1.weight", "stack1.subnet1.k2-bn2.weight"),
        addresses.stream()
            .filter(address -> address.matches("stack1\\.subnet1\\.k2.*weight"))
            .toList());
    assertTrue(addresses.contains("stack1.subnet2.k2-bn2.running_var"), addresses.toString());
    assertTrue(addresses.contains("stack1.subnet2.conv2.weight"), addresses.toString());
    assertEquals(polyNet.getParameters().size(), addresses.size());
  }

  @Test
  void fillsEveryParameter() throws IOException {
    Imported imported = load(5, false, 1, 2);

    for (Map.Entry<String, Parameter> parameter :
        ParameterAddresses.of(imported.network()).entrySet()) {
      assertArrayEquals(
          tensors.get(foreign(parameter.getKey())).toFloatArray(),
          parameter.getValue().getArray().toFloatArray(),
          parameter.getKey());
    }
    assertEquals(tensors.size() - 1, imported.used());
    assertTrue(
        imported.tensors().contains(new ImportedTensor("counter", "F32", new Shape(), "")),
        "it is ignored");
    assertEquals(List.of(), imported.initialised());
  }

  @Test
  void readsTheSizesOffTheFile() throws IOException {
    assertEquals(
        new FileSizes(List.of(2, 4), List.of(4, 6), 4, 3, 5, false), FileSizes.of(mapped()));
  }

  @Test
  void aStackWithAGapHasNoSize() {
    tensors.keySet().removeIf(name -> name.startsWith("group2.1."));
    String message =
        assertThrows(StorageException.class, () -> FileSizes.of(mapped())).getMessage();
    assertTrue(message.contains("of the sub-nets of stack 2, it has [1, 3, 4]"), message);
  }

  @Test
  void namesAllDifferencesAtOnce() {
    tensors.put("mystery", manager.zeros(new Shape(2, 2)));
    tensors.put("group2.4.conv1.bias", manager.zeros(new Shape(6)));
    tensors.remove("last.bias");
    tensors.put("first.conv1.weight", manager.zeros(new Shape(4, 3, 7, 7)));

    assertRefuses(
        """
        Tensors of the file without a place: 2
          mystery (2, 2): no rule names it
          group2.4.conv1.bias (6): the network has no stack2.subnet5.conv1.bias
        Parameters of the network that the file lacks: 1
          head.linear1.bias (5)
        Tensors of another shape or type: 1
          first.conv1.weight (4, 3, 7, 7): the network's stem.conv1.weight is (4, 3, 3, 3)
        """);
  }

  @Test
  void aLongListIsCut() {
    for (int i = 0; i < 20; i++) {
      tensors.put("mystery" + i, manager.zeros(new Shape(1)));
    }
    assertRefuses("without a place: 20\n", " (1): no rule names it\n  and 12 more");
  }

  @Test
  void anotherNumberOfClassesNeedsANewHead() throws IOException {
    String message = assertThrows(StorageException.class, () -> load(3, false, 1, 2)).getMessage();
    assertTrue(message.contains("last.bias (5): the network's head.linear1.bias is (3)"), message);

    Imported imported = load(3, true, 1, 2);
    assertEquals(List.of("head.linear1.weight", "head.linear1.bias"), imported.initialised());
    float[] head =
        ParameterAddresses.of(imported.network())
            .get("head.linear1.weight")
            .getArray()
            .toFloatArray();
    assertEquals(3 * 6, head.length);
    assertTrue(head[0] != 0 && head[0] != head[1], "it has random values");
    assertEquals(tensors.size() - 3, imported.used());
  }

  @Test
  void aLastLayerMayBeWrittenAsAConvolution() throws IOException {
    float[] values = tensors.get("last.weight").toFloatArray();
    tensors.put("last.weight", tensors.get("last.weight").reshape(5, 6, 1, 1));

    assertArrayEquals(
        values,
        ParameterAddresses.of(load(5, false, 1, 2).network())
            .get("head.linear1.weight")
            .getArray()
            .toFloatArray());
  }

  @Test
  void twoTensorsOfOneParameterAreRefused() {
    tensors.put("group1.00.conv1.bias", manager.zeros(new Shape(4)));
    assertRefuses("map both group1.0", " to stack1.subnet1.conv1.bias.");
  }
}
