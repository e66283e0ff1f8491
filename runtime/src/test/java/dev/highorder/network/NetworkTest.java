package dev.highorder.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import dev.highorder.engine.Engines;
import dev.highorder.stack.HighOrderStack;
import dev.highorder.stack.TanhStack;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkTest {

  @Test
  void aSingleWidthDoublesAndASingleNumberOfBlocksIsUsedForAll() {
    assertEquals(List.of(8, 16, 32), network(new int[] {8}, 1, 2, 1).widths());
    Network same = network(new int[] {8, 12}, 3);
    assertEquals(List.of(8, 12), same.widths());
    assertEquals(List.of(3, 3), same.stacks().stream().map(HighOrderStack::blocks).toList());
  }

  @Test
  void halvesTheImageBetweenStacksAndEndsInLogits() {
    Network network = network(new int[] {4}, 1, 1, 1);
    try (NDManager manager = Engines.start().newBaseManager()) {
      network.initialize(manager, DataType.FLOAT32, new Shape(1, 3, 16, 16));
      NDList output =
          network.forward(
              new ParameterStore(manager, false),
              new NDList(manager.ones(new Shape(2, 3, 16, 16))),
              false);

      assertEquals(new Shape(2, 5), output.singletonOrThrow().getShape());
      assertEquals(
          List.of(16L, 8L, 4L),
          network.stacks().stream().map(s -> s.getInputShapes()[0].get(2)).toList());
      assertEquals(
          List.of("01stem", "02stack1", "03transition1"),
          network.getChildren().keys().subList(0, 3));
    }
  }

  /** The shapes that the stacks get, worked out by hand. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CIFAR    | CONVOLUTION | 2,3,32,32 | 1,4,32,32 | 1,8,16,16",
        "CIFAR    | PROJECTION  | 2,3,32,32 | 1,4,32,32 | 1,8,16,16",
        "CIFAR    | OPTION_A    | 2,3,31,32 | 1,4,31,32 | 1,8,16,16",
        "IMAGENET | CONVOLUTION | 2,3,64,64 | 1,4,16,16 | 1,8,8,8"
      })
  void layoutsAndTransitionsHaveTheShapesOfTheirPapers(
      Layout layout, Transition transition, String input, String first, String second) {
    Network network =
        Network.builder()
            .setClasses(5)
            .setWidths(4, 8)
            .setBlocks(1)
            .setStack(TanhStack::withBlocks)
            .optLayout(layout)
            .optTransition(transition)
            .build();
    try (NDManager manager = Engines.start().newBaseManager()) {
      Shape shape = shape(input);
      network.initialize(manager, DataType.FLOAT32, new Shape(1).addAll(shape.slice(1)));
      NDList output =
          network.forward(
              new ParameterStore(manager, false), new NDList(manager.ones(shape)), false);

      assertEquals(new Shape(2, 5), output.singletonOrThrow().getShape());
      assertEquals(
          List.of(shape(first), shape(second)),
          network.stacks().stream().map(s -> s.getInputShapes()[0]).toList());
    }
  }

  private static Shape shape(String text) {
    return new Shape(Stream.of(text.split(",", -1)).mapToLong(Long::parseLong).toArray());
  }

  /** Option A keeps every second pixel as it is and adds zeros. */
  @Test
  void optionAHasNoParameters() {
    try (NDManager manager = Engines.start().newBaseManager()) {
      ZeroPaddedShortcut shortcut = ZeroPaddedShortcut.appending(2, 2);
      shortcut.initialize(manager, DataType.FLOAT32, new Shape(1, 1, 3, 2));
      NDList y =
          shortcut.forward(
              new ParameterStore(manager, false),
              new NDList(manager.arange(6).reshape(1, 1, 3, 2).toType(DataType.FLOAT32, false)),
              false);

      assertEquals(0, shortcut.getParameters().size());
      assertArrayEquals(new float[] {0, 4, 0, 0}, y.head().toFloatArray());
      assertThrows(
          IllegalArgumentException.class,
          () -> shortcut.getOutputShapes(new Shape[] {new Shape(1, 3, 3, 2)}));
    }
  }

  /** The authors' shortcut, and one that adds more channels than there are. */
  @Test
  void zerosCanStandOnBothSides() {
    try (NDManager manager = Engines.start().newBaseManager()) {
      NDArray x = manager.create(new float[] {1, 2}, new Shape(1, 2, 1, 1));

      assertArrayEquals(
          new float[] {0, 0, 0, 1, 2, 0, 0, 0}, outputOf(ZeroPaddedShortcut.centred(8, 1), x));
      assertArrayEquals(
          new float[] {1, 2, 0, 0, 0, 0, 0}, outputOf(ZeroPaddedShortcut.appending(7, 2), x));
      assertArrayEquals(new float[] {0, 1, 2, 0, 0}, outputOf(ZeroPaddedShortcut.centred(5, 2), x));
    }
  }

  private static float[] outputOf(ZeroPaddedShortcut shortcut, NDArray x) {
    NDManager manager = x.getManager();
    shortcut.initialize(manager, DataType.FLOAT32, x.getShape());
    return shortcut
        .forward(new ParameterStore(manager, false), new NDList(x), false)
        .head()
        .toFloatArray();
  }

  @Test
  void refusesShortcutsThatStacksDoNotTake() {
    Network.Builder builder =
        Network.builder()
            .setClasses(2)
            .setWidths(4, 8)
            .setBlocks(1)
            .setStack(TanhStack::withBlocks)
            .optTransition(Transition.SHORTCUT_OPTION_A);
    assertMessage("SHORTCUT_OPTION_A is a shortcut within the first block of a stack", builder);
    assertMessage(
        "The stem has the width 2 and the first stack 4, but the transition CONVOLUTION is no shortcut",
        builder.optStemWidth(2).optTransition(Transition.CONVOLUTION));
    assertMessage("The stem cannot have the width -1", builder.optStemWidth(-1));
  }

  private static void assertMessage(String part, Network.Builder builder) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> builder.build()).getMessage();
    assertTrue(message.contains(part), message);
  }

  @Test
  void refusesInputsAndTransitionsThatDoNotFitTheLayout() {
    Network.Builder builder =
        Network.builder()
            .setClasses(2)
            .setWidths(4)
            .setBlocks(1)
            .setStack(TanhStack::withBlocks)
            .optLayout(Layout.VECTOR);
    Network vectors = builder.build();
    try (NDManager manager = Engines.start().newBaseManager()) {
      String message =
          assertThrows(
                  IllegalArgumentException.class,
                  () -> vectors.initialize(manager, DataType.FLOAT32, new Shape(1, 3, 8, 8)))
              .getMessage();
      assertTrue(message.contains("takes vectors (batch, features), not (1, 3, 8, 8)"), message);
    }
    assertRefused(
        "OPTION_A does not join stacks of the layout VECTOR. Use LINEAR",
        builder.optTransition(Transition.OPTION_A));
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertRefused("at least 2 classes, not 1", Network.builder().setClasses(1));
    assertRefused("setStack", Network.builder().setClasses(2));
    Network.Builder ready = Network.builder().setClasses(2).setStack(TanhStack::withBlocks);
    assertRefused("widths must be one or more numbers of at least 1", ready);
    assertRefused("not [4, 0]", ready.setWidths(4, 0));
    assertRefused("blocks must be", ready.setWidths(4));
    assertRefused("do not fit", ready.setWidths(4, 8).setBlocks(1, 1, 1));
  }

  private static void assertRefused(String part, Network.Builder builder) {
    String message = assertThrows(IllegalArgumentException.class, builder::build).getMessage();
    assertTrue(message.contains(part), message);
  }

  private static Network network(int[] widths, int... blocks) {
    return Network.builder()
        .setClasses(5)
        .setWidths(widths)
        .setBlocks(blocks)
        .setStack(TanhStack::withBlocks)
        .build();
  }
}
