package dev.highorder.artifact;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import dev.highorder.engine.Engines;
import dev.highorder.input.InputFormat;
import dev.highorder.network.Layout;
import dev.highorder.network.Network;
import dev.highorder.stack.RungeKuttaStack;
import dev.highorder.stack.StackDescription;
import dev.highorder.stack.Stages;
import dev.highorder.stack.TanhStack;
import dev.highorder.storage.StorageException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SavedClassifierBuilderTest {

  private final NDManager manager = Engines.start().newBaseManager();
  @TempDir Path folder;

  @AfterEach
  void close() {
    manager.close();
  }

  /** Vectors or sequences of an application. */
  public record Numbers(List<Integer> dimensions) implements InputFormat {
    @Override
    public Shape shape() {
      return new Shape(dimensions.stream().mapToLong(Integer::longValue).toArray());
    }
  }

  private static Numbers numbers(Layout layout) {
    return new Numbers(layout == Layout.VECTOR ? List.of(6) : List.of(5, 6));
  }

  private static TanhStack stack(int blocks, int width, Function<NDArray, NDArray> activation) {
    return new TanhStack(
        blocks,
        () ->
            new SequentialBlock()
                .add(Linear.builder().setUnits(width).build())
                .add(list -> new NDList(activation.apply(list.head()))));
  }

  private static TanhStack tanh(int blocks, int width) {
    return stack(blocks, width, Activation::tanh);
  }

  private Network network(Layout layout) {
    Network network =
        Network.builder()
            .setClasses(3)
            .setWidths(8)
            .setBlocks(2)
            .setStack(SavedClassifierBuilderTest::tanh)
            .optLayout(layout)
            .build();
    network.initialize(manager, DataType.FLOAT32, new Shape(1).addAll(numbers(layout).shape()));
    return network;
  }

  private static SavedClassifierBuilder builder(Network network) {
    return SavedClassifier.builder()
        .setNetwork(network)
        .setClasses(List.of("a", "b", "c"))
        .setInput(numbers(network.layout()));
  }

  private float[] logits(Network network, Layout layout) {
    NDArray x = manager.ones(new Shape(1).addAll(numbers(layout).shape()));
    return network
        .forward(new ParameterStore(manager, false), new NDList(x), false)
        .head()
        .toFloatArray();
  }

  @ParameterizedTest
  @EnumSource(names = {"VECTOR", "SEQUENCE"})
  void savesWithoutATraining(Layout layout) throws IOException {
    Network network = network(layout);
    builder(network).save(folder.resolve("saved"));

    SavedClassifier saved = SavedClassifier.open(folder.resolve("saved"));

    assertNull(saved.manifest().training());
    assertEquals(List.of("a", "b", "c"), saved.manifest().classes());
    Network loaded = saved.network(manager, SavedClassifierBuilderTest::tanh);
    assertArrayEquals(logits(network, layout), logits(loaded, layout));
  }

  @ParameterizedTest
  @EnumSource(names = {"VECTOR", "SEQUENCE"})
  void noticesAnotherActivation(Layout layout) throws IOException {
    builder(network(layout)).save(folder.resolve("saved"));
    SavedClassifier saved = SavedClassifier.open(folder.resolve("saved"));

    String message =
        assertThrows(
                StorageException.class,
                () ->
                    saved.network(
                        manager, (blocks, width) -> stack(blocks, width, Activation::relu)))
            .getMessage();

    assertTrue(message.contains("computes something else"), message);
  }

  /** All features of one fixed input are negative after the first layer, whose ReLU drops them. */
  @Test
  void noticesItBehindAStemThatLetsOneInputNotThrough() throws IOException {
    Network network = network(Layout.VECTOR);
    NDArray weight = network.getParameters().valueAt(0).getArray();
    float[] against = new float[8 * 6];
    for (int i = 0; i < against.length; i++) {
      against[i] = -OutputCheck.inputs(6)[i % 6];
    }
    weight.set(against);
    builder(network).save(folder.resolve("saved"));
    SavedClassifier saved = SavedClassifier.open(folder.resolve("saved"));

    List<Float> logits = saved.manifest().check().logits();
    assertEquals(List.of(0f, 0f, 0f), logits.subList(0, 3), "the first input");
    assertThrows(
        StorageException.class,
        () -> saved.network(manager, (blocks, width) -> stack(blocks, width, Activation::relu)));
  }

  /** A network whose outputs cannot be compared is saved all the same, with a warning. */
  @Test
  void savesWhatCannotBeChecked() throws IOException {
    Network network = network(Layout.VECTOR);
    int last = network.getParameters().size() - 1;
    network.getParameters().valueAt(0).getArray().muli(1e6);
    network.getParameters().valueAt(last - 1).getArray().muli(0).addi(Float.MAX_VALUE);

    String log = logOf(() -> builder(network).save(folder.resolve("saved")));

    assertTrue(log.contains("is zero, random, infinite or not a number"), log);
    SavedClassifier saved = SavedClassifier.open(folder.resolve("saved"));
    assertNull(saved.manifest().check());
    saved.network(manager, SavedClassifierBuilderTest::tanh);
  }

  /** It could not be loaded, and what is there may be the last good one. */
  @Test
  void refusesParametersThatAreNotNumbersAndLeavesTheOldClassifier() throws IOException {
    Network network = network(Layout.VECTOR);
    builder(network).save(folder.resolve("saved"));
    int last = network.getParameters().size() - 1;
    network.getParameters().valueAt(last).getArray().addi(Float.NaN);

    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> builder(network).optOverwrite(true).save(folder.resolve("saved")))
            .getMessage();

    assertTrue(message.contains("tensor 03head_bias has the value NaN"), message);
    SavedClassifier.open(folder.resolve("saved"))
        .network(manager, SavedClassifierBuilderTest::tanh);
  }

  @Test
  void doesNotCheckARandomNetwork() throws IOException {
    Network network =
        Network.builder()
            .setClasses(3)
            .setWidths(8)
            .setBlocks(1)
            .setStack(
                (blocks, width) ->
                    stack(blocks, width, x -> x.add(x.getManager().randomNormal(x.getShape()))))
            .optLayout(Layout.VECTOR)
            .build();
    network.initialize(manager, DataType.FLOAT32, new Shape(1, 6));

    builder(network).save(folder.resolve("saved"));

    assertNull(SavedClassifier.open(folder.resolve("saved")).manifest().check());
  }

  /** A class without withBlocks is reported when it is saved, not when it is loaded. */
  @Test
  void saysWhenAClassCannotBeLoadedByItsName() throws IOException {
    assertFalse(
        logOf(() -> builder(network(Layout.VECTOR)).save(folder.resolve("a")))
            .contains("cannot be loaded"));
    Network network =
        Network.builder()
            .setClasses(3)
            .setWidths(8)
            .setBlocks(1)
            .setStack(Unnamed::new)
            .optLayout(Layout.VECTOR)
            .build();
    network.initialize(manager, DataType.FLOAT32, new Shape(1, 6));

    String log = logOf(() -> builder(network).save(folder.resolve("b")));

    assertTrue(log.contains("b cannot be loaded by its name alone"), log);
    assertTrue(log.contains("Load it with a stack factory: (blocks, width) ->"), log);
    assertNotNull(SavedClassifier.open(folder.resolve("b")).network(manager, Unnamed::new));
  }

  /** A stack whose sub-net takes more than a width has another {@code withBlocks}. */
  private static final class Unnamed extends RungeKuttaStack {

    Unnamed(int blocks, int width) {
      super(
          new StackDescription("test.Unnamed", "EULER", 1, "1"),
          blocks,
          () -> Linear.builder().setUnits(width).build());
    }

    @Override
    protected NDArray block(Stages f, NDArray x) {
      try (NDArray k1 = f.evaluate(1, x)) {
        return sum(x, k1);
      }
    }
  }

  /** Work that may fail. */
  private interface Work {
    void run() throws IOException;
  }

  /** Returns what SLF4J's simple provider prints. */
  private static String logOf(Work work) throws IOException {
    PrintStream before = System.err;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      work.run();
    } finally {
      System.setErr(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void refusesWhatDoesNotFit() {
    Network network = network(Layout.VECTOR);
    assertRefuses("Call setNetwork", SavedClassifier.builder());
    assertRefuses("Call setInput", SavedClassifier.builder().setNetwork(network));
    assertRefuses(
        "The network has 3 outputs, but the classes are [a, b]",
        builder(network).setClasses(List.of("a", "b")));
    assertRefuses("occurs twice", builder(network).setClasses(List.of("a", "b", "a")));
    assertRefuses(
        "The network cannot be run on an example of the shape (7)",
        builder(network).setInput(new Numbers(List.of(7))));
    assertRefuses("is not a record", builder(network).setInput(() -> new Shape(6)));
    assertFalse(Files.exists(folder.resolve("saved")));
  }

  private void assertRefuses(String part, SavedClassifierBuilder builder) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> builder.save(folder.resolve("saved")))
            .getMessage();
    assertTrue(message.contains(part), message);
  }
}
