package dev.highorder.stack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.MalformedModelException;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import dev.highorder.engine.Engines;
import dev.highorder.network.Network;
import dev.highorder.network.Transition;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Stacks and networks that DJL itself saves and loads. */
class DescribedBlockTest {

  private final NDManager manager = Engines.start().newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  private byte[] saved(Block block, Shape input) throws IOException {
    block.initialize(manager, DataType.FLOAT32, input);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    block.saveParameters(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private void load(Block block, byte[] bytes) throws IOException, MalformedModelException {
    block.loadParameters(manager, new DataInputStream(new ByteArrayInputStream(bytes)));
  }

  private void assertRefuses(String part, Block block, byte[] bytes) {
    String message =
        assertThrows(MalformedModelException.class, () -> load(block, bytes)).getMessage();
    assertTrue(message.contains(part), message);
  }

  private static float[] firstOf(Block block) {
    return block.getParameters().valueAt(0).getArray().toFloatArray();
  }

  @Test
  void loadsWhatItSaved() throws IOException, MalformedModelException {
    TanhStack stack = TanhStack.withBlocks(2, 4);
    byte[] bytes = saved(stack, new Shape(1, 4, 5, 5));
    TanhStack other = TanhStack.withBlocks(2, 4);

    load(other, bytes);

    assertArrayEquals(firstOf(stack), firstOf(other));
  }

  @Test
  void refusesAnotherNumberOfBlocks() throws IOException {
    byte[] bytes = saved(TanhStack.withBlocks(3, 4), new Shape(1, 4, 5, 5));

    assertRefuses(
        "another network than TanhStack: number of blocks was 3 and is 2.",
        TanhStack.withBlocks(2, 4),
        bytes);
  }

  /** Files that DJL wrote before have the version 1 and no properties. */
  @Test
  void loadsFilesOfBefore() throws IOException, MalformedModelException {
    TanhStack stack = TanhStack.withBlocks(2, 4);
    byte[] bytes = saved(stack, new Shape(1, 4, 5, 5));
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int begin = text.indexOf("wiring\n") - Integer.BYTES;
    int end = text.indexOf("number of blocks\n2") + "number of blocks\n2".length();
    assertEquals(2, bytes[0], "the version");
    byte[] old =
        ((char) 1 + text.substring(1, begin) + text.substring(end))
            .getBytes(StandardCharsets.ISO_8859_1);
    TanhStack other = TanhStack.withBlocks(2, 4);

    load(other, old);

    assertArrayEquals(firstOf(stack), firstOf(other));
  }

  @Test
  void refusesAnotherVersionAndDamage() throws IOException {
    byte[] bytes = saved(TanhStack.withBlocks(2, 4), new Shape(1, 4, 5, 5));
    bytes[0] = 3;
    assertRefuses("expected version 2, got 3", TanhStack.withBlocks(2, 4), bytes);
    bytes[0] = 2;
    int length = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("wiring\n") - Integer.BYTES;
    bytes[length] = 127;
    assertRefuses("bytes of properties", TanhStack.withBlocks(2, 4), bytes);
  }

  private static Network network(Transition transition, int... widths) {
    return Network.builder()
        .setClasses(3)
        .setWidths(widths)
        .setBlocks(1)
        .setStack(TanhStack::withBlocks)
        .optTransition(transition)
        .build();
  }

  @Test
  void refusesAnotherNetwork() throws IOException, MalformedModelException {
    Network network = network(Transition.PROJECTION, 4, 6);
    byte[] bytes = saved(network, new Shape(1, 3, 8, 8));

    assertRefuses(
        "transition was PROJECTION and is CONVOLUTION; widths was [4, 6] and is [4, 5]",
        network(Transition.CONVOLUTION, 4, 5),
        bytes);
    Network same = network(Transition.PROJECTION, 4, 6);
    load(same, bytes);
    assertArrayEquals(firstOf(network), firstOf(same));
  }
}
