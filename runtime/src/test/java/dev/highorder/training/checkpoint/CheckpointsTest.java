package dev.highorder.training.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDManager;
import dev.highorder.engine.Engines;
import dev.highorder.image.Normalisation;
import dev.highorder.input.ImageFormat;
import dev.highorder.recipe.TrainingRecipe;
import dev.highorder.storage.OtherVersionException;
import dev.highorder.storage.StorageException;
import dev.highorder.training.state.DataSetIdentity;
import dev.highorder.training.state.EpochSoFar;
import dev.highorder.training.state.Origin;
import dev.highorder.training.state.TrainingState;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointsTest {

  private final NDManager manager = Engines.start().newBaseManager();
  private Path older;
  private Path newer;

  @TempDir Path folder;

  @BeforeEach
  void writeTwo() throws IOException {
    TrainingState start =
        TrainingState.start(
            new Origin(
                TrainingRecipe.quick(2).build(),
                new DataSetIdentity("colours", 90, "0123"),
                new ImageFormat(3, 8, 8, Normalisation.none()),
                "MXNet"));
    try (Checkpoints checkpoints = Checkpoints.open(CheckpointPolicy.in(folder))) {
      older = write(checkpoints, start, 1);
      newer = write(checkpoints, start.afterBatch(EpochSoFar.NOTHING), 2);
    }
  }

  private Path write(Checkpoints checkpoints, TrainingState state, float value)
      throws StorageException {
    return checkpoints.write(
        new Snapshot(
            state,
            Map.of("parameters", Map.of("weight", manager.create(new float[] {value, value})))));
  }

  @AfterEach
  void close() {
    manager.close();
  }

  private Path newest() throws StorageException {
    return Checkpoints.newest(folder).orElseThrow().directory();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "null",
        "{\"format\": 0, \"files\": []}",
        "{\"format\": 2}",
        "{\"format\": 2, \"files\": null}",
        "{\"format\": 2, \"files\": [null]}",
        "{\"format\": 2, \"files\": [{}]}",
        "{\"format\": \"2\", \"files\": []}",
        "{\"format\": 99999999999, \"files\": []}",
        "{\"format\": 2, \"files\": [{\"name\": \"../x\", \"bytes\": 1, \"sha256\": \"\"}]}",
      })
  void theOlderOneIsTakenIfTheManifestOfTheNewerIsWrong(String manifest) throws IOException {
    assertEquals(newer, newest());
    Files.writeString(newer.resolve("checkpoint.json"), manifest);

    assertEquals(older, newest());
  }

  @Test
  @Timeout(60)
  void theOlderOneIsTakenIfTheManifestIsNoFileOrHasNoEnd() throws Exception {
    Path manifest = newer.resolve("checkpoint.json");
    try (RandomAccessFile file = new RandomAccessFile(manifest.toFile(), "rw")) {
      file.setLength(3L << 30);
    }
    assertEquals(older, newest());
    Files.delete(manifest);
    assertEquals(older, newest());
    Files.createDirectory(manifest);
    assertEquals(older, newest());
    Files.delete(manifest);
    Files.createSymbolicLink(manifest, Path.of("/dev/zero"));
    assertEquals(older, newest());
    Files.delete(manifest);
    assumeTrue(
        new ProcessBuilder("mkfifo", manifest.toString()).start().waitFor() == 0,
        "there is no mkfifo");
    assertEquals(older, newest());
  }

  @Test
  @Timeout(60)
  void aLockThatIsAPipeIsRefused() throws Exception {
    Path lock = folder.resolve("lock");
    Files.deleteIfExists(lock);
    assumeTrue(
        new ProcessBuilder("mkfifo", lock.toString()).start().waitFor() == 0, "there is no mkfifo");
    String message =
        assertThrows(
                StorageException.class, () -> Checkpoints.open(CheckpointPolicy.in(folder)).close())
            .getMessage();
    assertTrue(message.contains("lock in it is not a regular file"), message);
  }

  @Test
  void theOlderOneIsTakenIfTheNewerHoldsWhatIsNotANumber() throws IOException {
    Checkpoint.delete(newer);
    try (Checkpoints checkpoints = Checkpoints.open(CheckpointPolicy.in(folder))) {
      write(checkpoints, Checkpoint.open(older).state().afterBatch(EpochSoFar.NOTHING), Float.NaN);
    }

    assertEquals(older, newest());
  }

  @Test
  void theOlderOneIsTakenIfTheNewerDoesNotMeetACondition() throws IOException {
    StorageException reason = new StorageException("it is another's");
    Checkpoints.Condition isOlder =
        checkpoint -> {
          if (checkpoint.directory().equals(newer)) {
            throw reason;
          }
        };
    assertEquals(older, Checkpoints.newest(folder, isOlder).orElseThrow().directory());
    Checkpoint.delete(older);

    assertSame(
        reason, assertThrows(StorageException.class, () -> Checkpoints.newest(folder, isOlder)));
  }

  /** A key that a later version has added, in a format that this one reads. */
  @Test
  void aKeyOfAnotherVersionIsNotPassedOver() throws IOException {
    Path manifest = newer.resolve("checkpoint.json");
    Files.writeString(
        manifest, Files.readString(manifest).replaceFirst("\\{", "{\"compressed\": true,"));

    String message = assertThrows(OtherVersionException.class, this::newest).getMessage();
    assertTrue(message.contains("has the key compressed"), message);
  }

  /** Going on from the older one would lose what another version has learned since. */
  @Test
  void theNewerFormatOfAnotherVersionIsNotPassedOver() throws IOException {
    Files.writeString(newer.resolve("checkpoint.json"), "{\"format\": 3}");

    assertThrows(OtherVersionException.class, this::newest);
  }

  @Test
  void theReasonOfTheNewestIsGivenIfNoneIsWhole() throws IOException {
    Files.writeString(newer.resolve("checkpoint.json"), "{}");
    Files.delete(older.resolve("state.json"));

    String message = assertThrows(StorageException.class, this::newest).getMessage();
    assertTrue(message.contains(newer.toString()), message);
    assertTrue(message.contains("format is missing"), message);
  }
}
