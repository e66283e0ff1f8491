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
import dev.highorder.storage.JsonChanges;
import dev.highorder.storage.Sha256;
import dev.highorder.storage.StorageException;
import dev.highorder.training.state.DataSetIdentity;
import dev.highorder.training.state.Origin;
import dev.highorder.training.state.TrainingState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    write(
        Map.of(
            "parameters", Map.of("weight", manager.create(new float[] {1, 2})),
            "my-group", Map.of("sum", manager.create(new float[] {3}))));
  }

  private void write(Map<String, Map<String, NDArray>> tensors) throws IOException {
    Checkpoint.write(folder, new Snapshot(STATE, tensors));
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
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"epoch\": 0   | \"epoch\": -1  | it has the results of 0 epochs, but epoch is -1",
        "\"epoch\": 0   | \"epoch\": {}  | epoch is an object, not a whole number of 32 bits",
        "\"epoch\": 0   | \"epoch\": 1.0 | epoch is 1.0, not a whole number",
        "\"epoch\": 0   | \"epoch\": \"0\" | epoch is \"0\", not a whole number",
        "\"epoch\": 0   | \"epoch\": 0, \"epoch\": 0 | it has $.epoch twice",
        "\"batch\": 0   | \"batch\": 3   | batch is 3 of 2",
        "\"batch\": 0   | \"batch\": 99999999999 | batch is 99999999999, not a whole number",
        "\"step\": 0    | \"step\": 1000000000000 | step is 1000000000000, but epoch 0",
        "\"dataSet\"    | \"other\"      | dataSet is missing",
        "\"input\"      | \"other\"      | has the key other",
        "\"size\": 90   | \"size\": null | dataSet.size is null",
        "\"results\": [] | \"results\": [null] | results[0] is null",
        "\"MXNet\"      | null           | engine is null",
        "\"COSINE\"     | \"ZIGZAG\"     | recipe.learningRate.schedule is \"ZIGZAG\", not one of",
        "\"momentum\": 0.9 | \"momentum\": NaN | it is not JSON",
        "\"momentum\": 0.9 | \"momentum\": 1e99 | recipe.momentum is 1e99",
      })
  void refusesAStateThatCannotBe(String old, String now, String message) throws IOException {
    replaceInState(old, now);
    assertRefused(message);
  }

  /** Each value of both files is removed, and replaced by others. */
  @Test
  void anyChangeOfAValueIsReadOrRefused() throws IOException {
    List<String> accepted = new ArrayList<>();
    for (String name : List.of("checkpoint.json", "state.json")) {
      Path file = folder.resolve(name);
      String original = Files.readString(file);
      String manifest = Files.readString(folder.resolve("checkpoint.json"));
      for (JsonChanges.Change change : JsonChanges.of(original)) {
        writeAndList(file, change.text());
        try {
          assertFalse(Checkpoint.open(folder).state().isComplete());
          accepted.add(name + " " + change.name());
        } catch (StorageException e) {
          assertTrue(e.getMessage().contains(folder.toString()), e.getMessage());
        }
        Files.writeString(file, original);
        Files.writeString(folder.resolve("checkpoint.json"), manifest);
      }
    }
    assertFalse(accepted.isEmpty());
    for (String name : accepted) {
      boolean isLeft =
          name.startsWith("state.json .callbacks ")
              || name.matches(
                  "state.json .(recipe.balance|recipe.fineTuning|input.preparation) (removed|null)")
              || name.equals("state.json .input.kind removed");
      assertTrue(isLeft || !name.matches(".* (removed|null|object|list of null|deep)"), name);
    }
  }

  private void writeAndList(Path file, String text) throws IOException {
    Path manifest = folder.resolve("checkpoint.json");
    if (file.equals(manifest)) {
      Files.writeString(file, text);
      return;
    }
    String checksum = Sha256.of(file);
    long size = Files.size(file);
    Files.writeString(file, text);
    Files.writeString(
        manifest,
        Files.readString(manifest)
            .replace(checksum, Sha256.of(file))
            .replace("\"bytes\": " + size, "\"bytes\": " + Files.size(file)));
  }

  @Test
  void refusesATensorThatIsNotFinite() throws IOException {
    deleteAll(folder);
    write(Map.of("parameters", Map.of("weight", manager.create(new float[] {1, Float.NaN}))));
    assertRefused("its tensor weight has the value NaN");
    deleteAll(folder);
    write(
        Map.of(
            "parameters", Map.of("weight", manager.create(new float[] {1})),
            "optimizer", Map.of("sum", manager.create(new float[] {Float.NEGATIVE_INFINITY}))));
    assertRefused("its tensor sum has the value -Infinity");
  }

  private static void deleteAll(Path folder) throws IOException {
    for (String name : List.of("checkpoint", "state")) {
      Files.delete(folder.resolve(name + ".json"));
    }
    for (String name : List.of("parameters", "my-group", "optimizer")) {
      Files.deleteIfExists(folder.resolve(name + ".safetensors"));
    }
  }

  @Test
  void refusesWhatIsNoRegularFile() throws IOException {
    for (String name : List.of("checkpoint.json", "state.json", "parameters.safetensors")) {
      Path file = folder.resolve(name);
      Path moved = Files.move(file, folder.resolve("moved"));
      Files.createSymbolicLink(file, moved);
      assertRefused(name.equals("checkpoint.json") ? "it is not a regular file" : "it is missing");
      Files.delete(file);
      Files.createDirectory(file);
      assertRefused(name);
      Files.delete(file);
      Files.move(moved, file);
    }
    Checkpoint.open(folder);
  }

  private void replaceInState(String old, String now) throws IOException {
    Path state = folder.resolve("state.json");
    String text = Files.readString(state);
    assertTrue(text.contains(old), text);
    writeAndList(state, text.replace(old, now));
  }

  private void assertRefused(String part) {
    String message =
        assertThrows(StorageException.class, () -> Checkpoint.open(folder)).getMessage();
    assertTrue(message.contains(part), message);
  }
}
