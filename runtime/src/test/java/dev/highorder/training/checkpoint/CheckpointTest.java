package dev.highorder.training.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.highorder.engine.Engines;
import dev.highorder.image.Normalisation;
import dev.highorder.input.ImageFormat;
import dev.highorder.recipe.TrainingRecipe;
import dev.highorder.storage.Sha256;
import dev.highorder.storage.StorageException;
import dev.highorder.training.state.DataSetIdentity;
import dev.highorder.training.state.Origin;
import dev.highorder.training.state.TrainingState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {

  private static final TrainingState STATE =
      TrainingState.start(
          new Origin(
              TrainingRecipe.quick(2).build(),
              new DataSetIdentity("colours", 90, "0123"),
              new ImageFormat(3, 8, 8, Normalisation.none()),
              "MXNet"));

  private final NDManager manager = Engines.start().newBaseManager();

  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    Checkpoint.write(
        folder,
        new Snapshot(
            STATE,
            Map.of(
                "parameters", Map.of("weight", manager.create(new float[] {1, 2})),
                "my-group", Map.of("sum", manager.create(new float[] {3})))));
  }

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void givesStateAndTensorsBack() throws IOException {
    Checkpoint checkpoint = Checkpoint.open(folder);
    NDArray weight = manager.zeros(new Shape(2));
    checkpoint.read("parameters", Map.of("weight", weight));

    assertEquals(STATE, checkpoint.state());
    assertArrayEquals(new float[] {1, 2}, weight.toFloatArray());
    assertTrue(checkpoint.has("my-group"));
    assertFalse(checkpoint.has("average"));
  }

  /** Checksums protect from accidents; whoever changes them too gets a message all the same. */
  @Test
  void refusesAStateThatCannotBe() throws IOException {
    replaceInState("\"epoch\": 0", "\"epoch\": -1");
    assertRefused("its values are out of range: Epoch -1, batch 0");
    replaceInState("\"epoch\": -1", "\"epoch\": {}");
    assertRefused("its content is not valid");
    replaceInState("\"dataSet\"", "\"other\"");
    replaceInState("\"epoch\": {}", "\"epoch\": 0");
    assertRefused("it is incomplete");
  }

  private void replaceInState(String old, String now) throws IOException {
    Path state = folder.resolve("state.json");
    Path manifest = folder.resolve("checkpoint.json");
    String checksum = Sha256.of(state);
    long size = Files.size(state);
    String text = Files.readString(state);
    assertTrue(text.contains(old), text);
    Files.writeString(state, text.replace(old, now));
    Files.writeString(
        manifest,
        Files.readString(manifest)
            .replace(checksum, Sha256.of(state))
            .replace("\"bytes\": " + size, "\"bytes\": " + Files.size(state)));
  }

  private void assertRefused(String part) {
    String message =
        assertThrows(StorageException.class, () -> Checkpoint.open(folder)).getMessage();
    assertTrue(message.contains(part), message);
  }
}
