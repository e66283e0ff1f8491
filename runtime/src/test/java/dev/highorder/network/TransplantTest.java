package dev.highorder.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.highorder.engine.Engines;
import dev.highorder.stack.TanhStack;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TransplantTest {

  private final NDManager manager = Engines.start().newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  private Network network(int[] widths, int... blocks) {
    Network network = uninitialised(widths, blocks);
    network.initialize(manager, DataType.FLOAT32, new Shape(1, 3, 8, 8));
    return network;
  }

  private static Network uninitialised(int[] widths, int... blocks) {
    return Network.builder()
        .setClasses(5)
        .setWidths(widths)
        .setBlocks(blocks)
        .setStack(TanhStack::withBlocks)
        .build();
  }

  private static List<float[]> values(Network network) {
    return network.getParameters().values().stream()
        .map(parameter -> parameter.getArray().toFloatArray())
        .toList();
  }

  private static void assertEqual(List<float[]> expected, List<float[]> actual) {
    assertEquals(expected.size(), actual.size());
    for (int i = 0; i < expected.size(); i++) {
      assertArrayEquals(expected.get(i), actual.get(i));
    }
  }

  @Test
  void allParametersAreCopied() {
    Network donor = network(new int[] {4, 6}, 1);
    List<float[]> before = values(donor);
    Network receiver = network(new int[] {4, 6}, 1);
    receiver.transplant(donor);

    assertEqual(before, values(receiver));
    assertEqual(before, values(donor));
  }

  @Test
  void refusesAnotherDepthOrWidth() {
    Network receiver = network(new int[] {4, 6}, 1);
    assertRefused("they differ in depth", receiver, network(new int[] {4, 6}, 2));
    assertRefused("they differ in width", receiver, network(new int[] {4, 8}, 1));
    assertRefused("The donor has 1 stacks and this network 2", receiver, network(new int[] {4}, 1));
  }

  /** Stacks of one width, so that all their tensors have the same shapes and the sum is equal. */
  @Test
  void refusesAnotherDistributionOverStacks() {
    assertRefused(
        "The 02stack1 of the donor has",
        network(new int[] {4, 4}, 3, 1),
        network(new int[] {4, 4}, 1, 3));
  }

  @Test
  void bodyGoesToANetworkOfOtherClasses() {
    Network donor = network(new int[] {4, 6}, 1);
    Network receiver =
        Network.builder()
            .setClasses(7)
            .setWidths(4, 6)
            .setBlocks(1)
            .setStack(TanhStack::withBlocks)
            .build();
    receiver.initialize(manager, DataType.FLOAT32, new Shape(1, 3, 8, 8));
    List<float[]> before = values(receiver);
    assertRefused("head has the shape (5, 6) in the donor and (7, 6)", receiver, donor);
    Transplant.ofBody(donor, receiver);

    List<float[]> after = values(receiver);
    int ofHead = receiver.getChildren().get("05head").getParameters().size();
    int body = after.size() - ofHead;
    assertEqual(values(donor).subList(0, body), after.subList(0, body));
    assertEqual(before.subList(body, after.size()), after.subList(body, after.size()));
  }

  /** Before there is a tensor, both sides are named. */
  @Test
  void namesWhatDiffersBeforehand() {
    Network donor = uninitialised(new int[] {4, 6}, 1);
    assertImpossible("widths [4, 6], but this network [4, 8]", donor, new int[] {4, 8}, 1);
    assertImpossible("widths [4, 6], but this network [4]", donor, new int[] {4}, 1);
    assertImpossible("sub-nets [2, 2], but this network [6, 2]", donor, new int[] {4, 6}, 3, 1);
    Transplant.requirePossible(donor, uninitialised(new int[] {4, 6}, 1, 1));
  }

  private static void assertImpossible(String part, Network donor, int[] widths, int... blocks) {
    Network receiver = uninitialised(widths, blocks);
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> Transplant.requirePossible(donor, receiver))
            .getMessage();
    assertTrue(message.contains(part), message);
  }

  @Test
  void refusesNetworksThatAreNotInitialised() {
    Network initialised = network(new int[] {4, 6}, 1);
    Network other = uninitialised(new int[] {4, 6}, 1);
    assertThrows(IllegalStateException.class, () -> initialised.transplant(other));
    assertThrows(IllegalStateException.class, () -> other.transplant(initialised));
  }

  private static void assertRefused(String part, Network receiver, Network donor) {
    List<float[]> before = values(receiver);
    String message =
        assertThrows(IllegalArgumentException.class, () -> receiver.transplant(donor)).getMessage();
    assertTrue(message.contains(part), message);
    assertEqual(before, values(receiver));
  }
}
