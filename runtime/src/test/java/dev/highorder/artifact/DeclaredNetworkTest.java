package dev.highorder.artifact;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.highorder.engine.Engines;
import dev.highorder.image.Normalisation;
import dev.highorder.input.ImageFormat;
import dev.highorder.network.Network;
import dev.highorder.stack.TanhStack;
import dev.highorder.storage.FileRecord;
import dev.highorder.storage.SafetensorsFile;
import dev.highorder.storage.StorageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeclaredNetworkTest {

  private final NDManager manager = Engines.start().newBaseManager();
  private Network saved;
  private Path file;

  /** The largest number of blocks of a stack that was created. */
  private int created;

  @TempDir Path folder;

  @BeforeEach
  void save() throws IOException {
    saved =
        Network.builder()
            .setClasses(3)
            .setWidths(4)
            .setBlocks(2)
            .setStack(TanhStack::withBlocks)
            .build();
    saved.initialize(manager, DataType.FLOAT32, new Shape(1, 3, 8, 8));
    file = folder.resolve("parameters.safetensors");
    new SafetensorsFile(file).write(SafetensorsFile.parametersOf(saved));
  }

  @AfterEach
  void close() {
    manager.close();
  }

  private DeclaredNetwork declared(int classes, int blocks, int width) {
    return declared(classes, blocks, width, null);
  }

  private DeclaredNetwork declared(int classes, int blocks, int width, String afterSum) {
    NetworkRecord record = NetworkRecord.of(saved);
    Manifest manifest =
        new Manifest(
            Manifest.FORMAT,
            new NetworkRecord(
                record.stack(),
                record.subNet(),
                record.scheme(),
                record.wiring(),
                record.wiringSha256(),
                record.weights(),
                record.step(),
                afterSum,
                record.layout(),
                record.transition(),
                List.of(blocks),
                List.of(width),
                null,
                null),
            List.of("a", "b", "c", "d").subList(0, classes),
            new ImageFormat(3, 8, 8, Normalisation.none()),
            null,
            null,
            null,
            null,
            null,
            new Manifest.Versions("1", "2", "MXNet", "3", "17"),
            new FileRecord("parameters.safetensors", 9, "0123"));
    return new DeclaredNetwork(
        folder,
        manifest,
        new SafetensorsFile(file),
        (count, channels) -> {
          created = Math.max(created, count);
          return TanhStack.withBlocks(count, channels);
        });
  }

  @Test
  void hasTheParametersOfTheFile() throws IOException {
    Network loaded = declared(3, 2, 4).load(manager);

    assertEquals(saved.getParameters().keys(), loaded.getParameters().keys());
    for (String name : saved.getParameters().keys()) {
      assertArrayEquals(
          saved.getParameters().get(name).getArray().toFloatArray(),
          loaded.getParameters().get(name).getArray().toFloatArray(),
          name);
    }
  }

  @Test
  void isNotBuiltDeeperThanTheFile() {
    assertRefused("it holds 8 tensors of stack 1, but 10000 blocks of it need 40000", 3, 10_000, 4);
    assertEquals(2, created, "only to count the tensors of a block");
  }

  @Test
  void isNotAllocatedWiderThanTheFile() {
    assertRefused("01stem_01Conv2d_weight has shape (4, 3, 3, 3); the network has", 3, 2, 65_536);
    assertRefused("03head_03Linear_weight has shape (3, 4); the network has (4, 4)", 4, 2, 4);
    assertRefused("it lacks 0 tensors of the network and has 4 others", 3, 1, 4);
  }

  @Test
  void hasTheActivationOfTheFile() {
    String message =
        assertThrows(StorageException.class, () -> declared(3, 2, 4, "RELU").load(manager))
            .getMessage();

    assertTrue(
        message.contains(
            "was saved with the activation after the sum RELU, but dev.highorder.stack.TanhStack"
                + " has (none)"),
        message);
  }

  private void assertRefused(String part, int classes, int blocks, int width) {
    String message =
        assertThrows(StorageException.class, () -> declared(classes, blocks, width).load(manager))
            .getMessage();
    assertTrue(message.contains(part), message);
  }
}
